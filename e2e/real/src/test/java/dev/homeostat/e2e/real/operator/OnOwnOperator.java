package dev.homeostat.e2e.real.operator;

import dev.homeostat.e2e.real.OnRealCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests that start operators, or change what all of them see: no other runs meanwhile. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnRealCluster
@ResourceLock(SharedOperator.LOCK)
public @interface OnOwnOperator {}
