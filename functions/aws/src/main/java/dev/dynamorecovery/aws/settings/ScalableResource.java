package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.ScalableTarget;
import dev.dynamorecovery.core.settings.ScalableTarget.Dimension;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;

/** How Application Auto Scaling names what it scales. */
final class ScalableResource {

    private static final String INDEX = "/index/";

    private ScalableResource() {}

    /** Such as {@code table/orders} or {@code table/orders/index/by-status}. */
    static String id(String table, @Nullable String index) {
        return "table/" + table + (index == null ? "" : INDEX + index);
    }

    static @Nullable String index(String resourceId) {
        var start = resourceId.indexOf(INDEX);
        return start < 0 ? null : resourceId.substring(start + INDEX.length());
    }

    static Dimension dimension(ScalableDimension dimension) {
        if (dimension == ScalableDimension.DYNAMODB_TABLE_READ_CAPACITY_UNITS
                || dimension == ScalableDimension.DYNAMODB_INDEX_READ_CAPACITY_UNITS) {
            return Dimension.READ;
        }
        if (dimension == ScalableDimension.DYNAMODB_TABLE_WRITE_CAPACITY_UNITS
                || dimension == ScalableDimension.DYNAMODB_INDEX_WRITE_CAPACITY_UNITS) {
            return Dimension.WRITE;
        }
        throw new IllegalStateException("auto scaling names an unknown dimension of DynamoDB: " + dimension);
    }

    static ScalableDimension dimension(ScalableTarget target) {
        return switch (target.dimension()) {
            case READ ->
                target.index() == null
                        ? ScalableDimension.DYNAMODB_TABLE_READ_CAPACITY_UNITS
                        : ScalableDimension.DYNAMODB_INDEX_READ_CAPACITY_UNITS;
            case WRITE ->
                target.index() == null
                        ? ScalableDimension.DYNAMODB_TABLE_WRITE_CAPACITY_UNITS
                        : ScalableDimension.DYNAMODB_INDEX_WRITE_CAPACITY_UNITS;
        };
    }

    static MetricType metric(Dimension dimension) {
        return switch (dimension) {
            case READ -> MetricType.DYNAMO_DB_READ_CAPACITY_UTILIZATION;
            case WRITE -> MetricType.DYNAMO_DB_WRITE_CAPACITY_UTILIZATION;
        };
    }
}
