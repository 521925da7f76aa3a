package org.tradepost.gateway.caching;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

/** The gateway with its cache before a service that allows a minute; the time an answer is kept is an hour here unless a test says. */
abstract class CachingGateway {

    static final String LAMP = "/api/v1/products/LAMP-1";

    final AtomicInteger version = new AtomicInteger(1);
    StubService service;
    Map<String, String> settings;
    RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        service.does(saying("public, max-age=0, s-maxage=60"));
        settings = RunningGateway.allAt(service);
        settings.put("tradepost.gateway.cache.keep", "3600000");
        gateway = new RunningGateway(settings);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        service.close();
    }

    /** The proxy brings the first answer, and with it the knowledge that such answers may be kept. */
    void learn(String target) throws Exception {
        get(target);
        service.seen.clear();
    }

    void keep(String target) throws Exception {
        learn(target);
        learn(target);
    }

    Answer get(String target) throws Exception {
        return RawClient.get(gateway.port(), target);
    }

    StubService.Behaviour saying(String caching) {
        return (request, response, callback) -> saying(caching, version.get()).handle(request, response, callback);
    }

    static StubService.Behaviour saying(String caching, int now) {
        return (request, response, callback) -> {
            response.getHeaders()
                    .put("Cache-Control", caching)
                    .put("ETag", "\"" + now + "\"")
                    .put("Date", "Tue, 15 Nov 1994 08:12:31 GMT")
                    .put("RateLimit", "of the service")
                    .put("X-Request-ID", "of the service")
                    .add("Link", "</a>; rel=\"next\"")
                    .add("Link", "</b>; rel=\"prev\"");
            StubService.answering(200, "{\"version\":" + now + "}").handle(request, response, callback);
        };
    }
}
