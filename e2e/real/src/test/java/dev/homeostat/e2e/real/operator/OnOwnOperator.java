package dev.homeostat.e2e.real.operator;

import dev.homeostat.e2e.real.OnRealCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that start operators, or change what all of them see: no test of an operator runs
 * meanwhile. One thread runs them all, so that the others need not wait for their turn.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnRealCluster
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock(SharedOperator.LOCK)
public @interface OnOwnOperator {}
