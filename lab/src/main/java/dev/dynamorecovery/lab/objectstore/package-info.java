/** The lab's S3. */
@NullMarked
package dev.dynamorecovery.lab.objectstore;

import org.jspecify.annotations.NullMarked;
