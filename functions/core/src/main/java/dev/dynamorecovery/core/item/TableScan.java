package dev.dynamorecovery.core.item;

import org.jspecify.annotations.Nullable;

/** Reads one table page by page, in segments that can be read side by side. */
public interface TableScan {

    /** The page of a segment behind {@code from}, or its first page where that is null. */
    ScanPage page(ScanSegment segment, @Nullable Continuation from);
}
