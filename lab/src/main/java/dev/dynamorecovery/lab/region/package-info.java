/** The lab's Regions and what befalls them: outages, partitions, lost control planes. */
@NullMarked
package dev.dynamorecovery.lab.region;

import org.jspecify.annotations.NullMarked;
