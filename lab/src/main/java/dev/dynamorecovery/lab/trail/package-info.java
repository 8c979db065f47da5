/** CloudTrail's part: events of the calls that change resources. */
@NullMarked
package dev.dynamorecovery.lab.trail;

import org.jspecify.annotations.NullMarked;
