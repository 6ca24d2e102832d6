package dev.homeostat.samples.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.samples.ProgramUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class BackendServerTest {
  private static HttpResponse<String> work(ProgramUnderTest backend, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(backend.url() + "/work"))
            .header("X-Request", key)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void work_rightKey_isDoneAndCounted() throws Exception {
    try (ProgramUnderTest backend =
        ProgramUnderTest.start(new BackendServer(), "--mean-millis", "1", "--dip", "0.4@0s+1h")) {
      HttpResponse<String> answer = work(backend, "17/2");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("done 17/2\n");
      assertThat(backend.getNow("/work").statusCode()).isEqualTo(200);
      assertThat(backend.metric("backend_requests_total")).isEqualTo(2);
      assertThat(backend.metric("backend_running_requests")).isZero();
      assertThat(backend.metric("backend_rate_factor")).isEqualTo(0.4);
    }
  }

  @Test
  void work_wrongKey_isRefusedWithTheForm() throws Exception {
    try (ProgramUnderTest backend = ProgramUnderTest.start(new BackendServer())) {
      HttpResponse<String> answer = work(backend, "seventeen");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("expects REQUEST/ATTEMPT", "found 'seventeen'");
    }
  }
}
