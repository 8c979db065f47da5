/** What services with JSON bodies share: routes by path, parameters read strictly, faults in AWS's words. */
@NullMarked
package dev.dynamorecovery.lab.rest;

import org.jspecify.annotations.NullMarked;
