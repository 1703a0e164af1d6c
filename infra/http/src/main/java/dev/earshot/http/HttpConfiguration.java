package dev.earshot.http;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything here at once, for a service to import. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
@Import({TokenDecoders.class, Problems.class, RequestTurns.class, EdgeConfiguration.class})
public class HttpConfiguration {}
