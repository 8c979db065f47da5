/**
 * A strict interpreter of Amazon States Language in JSONata, and Step Functions' API over it.
 *
 * <p>What the loader does not know it refuses, with state and field: a machine that loads here uses nothing that the lab
 * would run otherwise than Step Functions does. Decisions that a reader may ask about:
 *
 * <ul>
 *   <li><b>Time.</b> {@code Wait} seconds and retry intervals are shortened by the lab's time scale. A {@code Wait} until
 *       an instant is not, since the clock is not sped up. Timeouts and heartbeats are not either: they bound real work,
 *       which takes its real time.
 *   <li><b>Errors of SDK integrations</b> are named after the SDK's own classes behind the service's prefix, such as
 *       {@code DynamoDb.TableNotFoundException}; an error outside the model is {@code DynamoDb.DynamoDbException}.
 *   <li><b>Required arguments</b> of an action are known only where the SDK's model marks them (S3 does, DynamoDB does
 *       not); the service itself answers for the rest.
 *   <li><b>Children of a distributed map</b> have a history whatever their execution type, and its results leave out the
 *       children whose failure it tolerates.
 *   <li><b>Not offered</b>, and refused by name: JSONPath, activities, item readers, result writers, cross-account
 *       credentials, redrive, and optimized integrations other than {@code lambda:invoke}, {@code sns:publish} and
 *       {@code states:startExecution}.
 * </ul>
 */
@NullMarked
package dev.dynamorecovery.lab.machine;

import org.jspecify.annotations.NullMarked;
