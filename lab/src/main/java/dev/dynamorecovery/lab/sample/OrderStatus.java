package dev.dynamorecovery.lab.sample;

/** How far a sample order has come. */
public enum OrderStatus {
    /** Placed, not paid: it has no transactions. */
    PLACED,
    /** Paid: its charges sum to its total. */
    PAID,
    /** Paid and on its way. */
    SHIPPED,
    /** Called off: what was charged was refunded. */
    CANCELLED
}
