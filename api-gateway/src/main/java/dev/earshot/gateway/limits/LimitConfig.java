package dev.earshot.gateway.limits;

import io.github.bucket4j.TimeMeter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What limits measure time with; tests move it. */
@Configuration(proxyBeanMethods = false)
class LimitConfig {
    @Bean
    TimeMeter limitTime() {
        return TimeMeter.SYSTEM_NANOTIME;
    }
}
