package dev.earshot.local.demo;

import java.time.DayOfWeek;

/** When people talk: working hours from Monday to Friday, evenings every day, late ones before a day off. */
final class Rhythm {
    /** Starts of calls in each hour of a working day, from 0 to 23, relative to one another. */
    private static final double[] WORKING = {
        0.4, 0.1, 0, 0, 0, 0.1, 0.3, 1.5, 5, 8, 10, 9, 4, 7, 10, 9, 7, 5, 4, 5, 7, 7, 5, 2
    };

    private static final double[] OFF = {2, 1, 0.2, 0, 0, 0, 0, 0.2, 0.5, 1, 2, 3, 3, 4, 5, 5, 5, 5, 5, 6, 8, 9, 8, 5};

    private Rhythm() {}

    /** How much of a full working day there is on this one. */
    static double share(DayOfWeek day) {
        return switch (day) {
            case MONDAY, TUESDAY, WEDNESDAY -> 1;
            case THURSDAY -> 0.95;
            case FRIDAY -> 0.8;
            case SATURDAY -> 0.25;
            case SUNDAY -> 0.3;
        };
    }

    static boolean isWorking(DayOfWeek day) {
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY;
    }

    /** The hour in which a call begins; hours before {@link DemoPlan#DAY_BEGINS_AT} are those of the night after. */
    static int hour(DayOfWeek day, Dice dice) {
        return dice.weighted(isWorking(day) ? WORKING : OFF);
    }

    /** Whether people of this hour are at work. */
    static boolean isOffice(DayOfWeek day, int hour) {
        return isWorking(day) && hour >= 8 && hour < 18;
    }
}
