package dev.dynamorecovery.core.item;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a scan.
 *
 * @param items the items, possibly none
 * @param next where the next page starts, or null when the segment ends here
 */
public record ScanPage(List<Item> items, @Nullable Continuation next) {}
