/** AWS's query protocol: form-encoded requests, XML answers. */
@NullMarked
package dev.dynamorecovery.lab.query;

import org.jspecify.annotations.NullMarked;
