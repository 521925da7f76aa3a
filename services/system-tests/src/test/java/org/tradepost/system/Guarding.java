package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be seen of the guards between services. */
final class Guarding {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Guarding() {}

    /** Waits until every service calls every other again, which takes half a minute after payments was away. */
    static void awaitNoBreakerOpen() {
        Eventually.answer(
                () -> Shop.admin().get("/api/v1/admin/resilience"),
                answer -> answer.status() == 200
                        && !answer.body().path("partial").asBoolean(true)
                        && !answer.body().findValuesAsText("state").contains("open"));
    }

    /** The value of a metric on a service's own port; 0 when there is none. */
    static double metric(String service, String name) {
        try {
            String all = CLIENT.send(
                            HttpRequest.newBuilder(Inside.portOf(service).resolve("/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher line = Pattern.compile("(?m)^" + name + "\\{[^}]*service=\"" + service + "\"[^}]*} (\\S+)")
                    .matcher(all);
            return line.find() ? Double.parseDouble(line.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
