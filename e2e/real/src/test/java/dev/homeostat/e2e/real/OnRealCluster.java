package dev.homeostat.e2e.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests on the real API server: left out where somebody typed so, never on CI. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealPrograms.class)
@EnabledIf(
    value = "dev.homeostat.e2e.cluster.RealCluster#isWanted",
    disabledReason = "-DskipReal was typed")
public @interface OnRealCluster {}
