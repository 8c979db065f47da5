/**
 * The lab's CloudWatch: metrics that functions, Lambda and SQS emit, and the template's alarms on them.
 *
 * <p>Alarms live on the lab's time, but their periods never get shorter than a thirtieth of what the template says: work
 * is not shortened, and a minute's measurement could not be taken in less. Only whole periods count. What it cannot show:
 * metrics of services that emit none here, late metrics, and the seconds that CloudWatch itself takes.
 */
@NullMarked
package dev.dynamorecovery.lab.alarm;

import org.jspecify.annotations.NullMarked;
