package dev.dynamorecovery.lab.schedule;

import dev.dynamorecovery.lab.template.TemplateException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** EventBridge's cron expressions in UTC, without the wildcards L, W and #. */
record CronSchedule(BitSet minutes, BitSet hours, BitSet daysOfMonth, BitSet months, BitSet daysOfWeek, BitSet years)
        implements Schedule {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    static CronSchedule of(
            String minutes, String hours, String dayOfMonth, String month, String dayOfWeek, String year) {
        if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
            throw new TemplateException("cron with day-of-month " + dayOfMonth + " and day-of-week " + dayOfWeek
                    + ": exactly one of the two is ?");
        }
        return new CronSchedule(
                field("minutes", minutes, 0, 59, List.of()),
                field("hours", hours, 0, 23, List.of()),
                field("day-of-month", dayOfMonth, 1, 31, List.of()),
                field("month", month, 1, 12, MONTHS),
                field("day-of-week", dayOfWeek, 1, 7, DAYS),
                field("year", year, FIRST_YEAR, LAST_YEAR, List.of()));
    }

    @Override
    public Instant next(Instant after) {
        LocalDateTime start = LocalDateTime.ofInstant(after, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        for (LocalDate day = start.toLocalDate(); day.getYear() <= LAST_YEAR; day = day.plusDays(1)) {
            if (!due(day)) {
                continue;
            }
            boolean first = day.equals(start.toLocalDate());
            int firstHour = first ? start.getHour() : 0;
            for (int hour = hours.nextSetBit(firstHour); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
                int minute = minutes.nextSetBit(first && hour == start.getHour() ? start.getMinute() : 0);
                if (minute >= 0) {
                    return day.atTime(hour, minute).toInstant(ZoneOffset.UTC);
                }
            }
        }
        return Instant.MAX;
    }

    private boolean due(LocalDate day) {
        int dayOfWeek =
                day.getDayOfWeek() == DayOfWeek.SUNDAY ? 1 : day.getDayOfWeek().getValue() + 1;
        return years.get(day.getYear())
                && months.get(day.getMonthValue())
                && daysOfMonth.get(day.getDayOfMonth())
                && daysOfWeek.get(dayOfWeek);
    }

    private static BitSet field(String name, String text, int least, int most, List<String> names) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            String[] range = stepped[0].split("-", 2);
            boolean any = stepped[0].equals("*") || stepped[0].equals("?");
            int from = any ? least : number(name, range[0], least, most, names);
            int to = any || (stepped.length > 1 && range.length == 1)
                    ? most
                    : range.length == 1 ? from : number(name, range[1], least, most, names);
            int step = stepped.length > 1 ? number(name, stepped[1], 1, most, List.of()) : 1;
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String name, String text, int least, int most, List<String> names) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return named + 1;
        }
        if (text.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new TemplateException("cron with " + name + " " + text + ": the lab knows numbers from " + least + " to "
                + most + (names.isEmpty() ? "" : ", " + names) + ", and the signs , - * / ?");
    }
}
