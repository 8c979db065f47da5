package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.template.QueueDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.util.List;
import java.util.Map;

/** How many messages wait in each queue of a stack, as SQS tells CloudWatch. */
record QueueMetrics(List<QueueDefinition> definitions, Queues queues, Metrics metrics, LabTime time) {

    void measure() {
        for (QueueDefinition definition : definitions) {
            queues.find(definition.arn())
                    .ifPresent(queue -> metrics.put(
                            new MetricId(
                                    "AWS/SQS", "ApproximateNumberOfMessagesVisible", Map.of("QueueName", queue.name())),
                            Sample.of(time.now(), queue.visibleMessages())));
        }
    }
}
