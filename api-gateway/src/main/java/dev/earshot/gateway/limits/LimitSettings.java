package dev.earshot.gateway.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is too much. Each key under {@code earshot.limits} has {@code count}, {@code per} and {@code burst}.
 *
 * @param commands {@code commands}: of one user; 20 a second, burst 120, for twenty tabs that come back at once
 * @param joins {@code joins}: of one user; 2 a second, burst 10
 * @param telemetry {@code telemetry}: frames of one user; 1 every 2 s, burst 10
 * @param frames {@code frames}: WebSocket frames of any kind of one user, pings and empty fragments too; 200 a second, burst
 *     1000, for pages that wake from sleep with some hundreds queued
 * @param socketOpenings {@code socket-openings}: of one user; 1 a second, burst 40, so that twenty tabs may come back twice
 * @param socketsPerUser {@code sockets-per-user}: open at the same time, 20
 * @param tokenPerUser {@code token-per-user}: media tokens; 2 a second, burst 20
 * @param tokenPerAddress {@code token-per-address}: media tokens; 50 a second, burst 1000
 * @param loginPerAddress {@code login-per-address}: dev logins; 100 a second, burst 5000, so that a load tool gets its people
 */
@ConfigurationProperties("earshot.limits")
public record LimitSettings(
        Rate commands,
        Rate joins,
        Rate telemetry,
        Rate frames,
        Rate socketOpenings,
        @DefaultValue("20") int socketsPerUser,
        Rate tokenPerUser,
        Rate tokenPerAddress,
        Rate loginPerAddress) {

    public LimitSettings(
            @Nullable Rate commands,
            @Nullable Rate joins,
            @Nullable Rate telemetry,
            @Nullable Rate frames,
            @Nullable Rate socketOpenings,
            int socketsPerUser,
            @Nullable Rate tokenPerUser,
            @Nullable Rate tokenPerAddress,
            @Nullable Rate loginPerAddress) {
        this.commands = commands == null ? Rate.perSecond(20, 120) : commands;
        this.joins = joins == null ? Rate.perSecond(2, 10) : joins;
        this.telemetry = telemetry == null ? new Rate(1, Duration.ofSeconds(2), 10) : telemetry;
        this.frames = frames == null ? Rate.perSecond(200, 1000) : frames;
        this.socketOpenings = socketOpenings == null ? Rate.perSecond(1, 40) : socketOpenings;
        this.socketsPerUser = socketsPerUser;
        this.tokenPerUser = tokenPerUser == null ? Rate.perSecond(2, 20) : tokenPerUser;
        this.tokenPerAddress = tokenPerAddress == null ? Rate.perSecond(50, 1000) : tokenPerAddress;
        this.loginPerAddress = loginPerAddress == null ? Rate.perSecond(100, 5000) : loginPerAddress;
        if (socketsPerUser < 1) {
            throw new IllegalArgumentException(
                    "earshot.limits.sockets-per-user is " + socketsPerUser + ": write a number from 1 up, such as 20");
        }
    }
}
