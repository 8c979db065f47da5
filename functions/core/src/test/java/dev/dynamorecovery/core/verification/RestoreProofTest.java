package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreProofTest {

    @ParameterizedTest
    @CsvSource({
        "Consistent, true, proofs/orders/passed.json",
        "Consistent, false, proofs/orders/failed.json",
        "Inconsistent, true, proofs/orders/failed.json",
        "Unproven, true, proofs/orders/failed.json",
        "Failed, false, proofs/orders/failed.json"
    })
    void shouldPassOnlyWhatIsRightAndInTime(String verdict, boolean objectivesMet, String key) {
        assertThat(new RestoreProof("orders", Instant.EPOCH, verdict, objectivesMet, "s3://evidence/report.json").key())
                .isEqualTo(key);
    }

    @Test
    void shouldTellTheTableOfAKeyAndNothingOfOtherKeys() {
        assertThat(RestoreProof.passed("proofs/orders.v2/passed.json")).contains("orders.v2");
        assertThat(RestoreProof.failed("proofs/orders.v2/failed.json")).contains("orders.v2");
        assertThat(RestoreProof.passed("proofs/orders/failed.json")).isEmpty();
        assertThat(RestoreProof.passed("proofs/passed.json")).isEmpty();
        assertThat(RestoreProof.failed("reports/orders/failed.json")).isEmpty();
    }
}
