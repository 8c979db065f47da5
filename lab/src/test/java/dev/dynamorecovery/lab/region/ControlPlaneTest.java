package dev.dynamorecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneTest {

    @ParameterizedTest
    @CsvSource({
        "dynamodb,PutItem,false",
        "dynamodb,GetRecords,false",
        "dynamodb,DescribeTable,true",
        "dynamodb,UpdateTable,true",
        "lambda,Invoke,false",
        "lambda,UpdateEventSourceMapping,true",
        "states,StartExecution,false",
        "states,CreateStateMachine,true",
        "route53,ChangeResourceRecordSets,true",
        "cloudformation,DescribeStacks,true",
        "unheard-of,Anything,true"
    })
    void shouldTakeWhatIsNotKnownAsDataPlaneForControlPlane(String service, String operation, boolean controlPlane) {
        assertThat(ControlPlane.has(service, operation)).isEqualTo(controlPlane);
    }
}
