package dev.homeostat.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeostat.crds.OperatingModeSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class DeclaredTest {

  private static RawOperatingMode raw(String spec) throws JsonProcessingException {
    return Serialization.unmarshal(
        """
        {"apiVersion":"homeostat.dev/v1alpha1","kind":"OperatingMode",
         "metadata":{"name":"checkout","namespace":"shop","uid":"u","generation":3,
           "creationTimestamp":"2026-03-01T10:00:00Z"%s},
         "spec":%s,"status":{"mode":"Target"}}
        """
            .formatted("", spec),
        RawOperatingMode.class);
  }

  @Test
  void of_spec_isDecoded() throws Exception {
    Declared declared =
        Declared.of(Kind.OPERATING_MODE, raw("{\"interval\":\"1s\",\"fromTheFuture\":{}}"));

    assertThat(declared.undecodable()).isNull();
    assertThat(declared.generation()).isEqualTo(3);
    assertThat(((OperatingModeSpec) declared.resource().spec()).interval()).isEqualTo("1s");
    assertThat(declared.id()).hasToString("OperatingMode shop/checkout");
    assertThat(declared.resource().deleting()).isFalse();
  }

  @Test
  void of_specOfAnotherShape_isToldWithItsPath() throws Exception {
    Declared declared = Declared.of(Kind.OPERATING_MODE, raw("{\"knobs\":[{\"ramp\":{\"a\":1}}]}"));

    assertThat(declared.undecodable()).isNotNull();
    assertThat(declared.undecodable().reason()).isEqualTo("Undecodable");
    assertThat(declared.undecodable().subject()).isEqualTo("spec.knobs[0].ramp");
    assertThat(((OperatingModeSpec) declared.resource().spec()).knobs()).isEmpty();
  }

  @Test
  void of_numberBeyondAnyType_isToldAndNothingElseFails() throws Exception {
    Declared declared =
        Declared.of(
            Kind.OPERATING_MODE,
            raw("{\"modes\":{\"recovery\":{\"steps\":[99999999999999999999999]}}}"));

    assertThat(declared.undecodable().subject()).isEqualTo("spec.modes.recovery.steps[0]");
  }

  @Test
  void of_noSpec_isEmpty() throws Exception {
    RawOperatingMode raw = new ObjectMapper().readValue("{}", RawOperatingMode.class);
    raw.setMetadata(raw("{}").getMetadata());

    assertThat(Declared.of(Kind.OPERATING_MODE, raw).undecodable()).isNull();
  }
}
