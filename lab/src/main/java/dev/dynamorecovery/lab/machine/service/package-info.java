/** Step Functions over the wire, in AWS JSON 1.0. */
@NullMarked
package dev.dynamorecovery.lab.machine.service;

import org.jspecify.annotations.NullMarked;
