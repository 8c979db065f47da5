package dev.dynamorecovery.lab.objectstore;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes away S3Mock's second port, which would listen on every interface of the machine. */
@Configuration(proxyBeanMethods = false)
class OneLoopbackPort {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> withoutSecondPort() {
        return factory -> factory.getAdditionalTomcatConnectors().clear();
    }
}
