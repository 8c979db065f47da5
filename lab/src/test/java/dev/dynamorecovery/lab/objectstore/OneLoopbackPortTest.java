package dev.dynamorecovery.lab.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;

class OneLoopbackPortTest {

    @Test
    void shouldListenOnNoPortThatTheNetworkCanReach() {
        TomcatServletWebServerFactory server = new TomcatServletWebServerFactory();
        server.addAdditionalTomcatConnectors(new Connector());

        new OneLoopbackPort().withoutSecondPort().customize(server);

        assertThat(server.getAdditionalTomcatConnectors()).isEmpty();
    }
}
