package dev.homeostat.e2e.real.operator;

import dev.homeostat.e2e.real.OnRealCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that only need an operator to run: they share one, at the same time as others; and begin
 * after those that need none, which run while somebody has the operator for himself. Those that
 * take the longest begin first, by an order of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnRealCluster
@Order(Integer.MAX_VALUE)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedOperator.LOCK, mode = ResourceAccessMode.READ)
public @interface OnSharedOperator {}
