package dev.dynamorecovery.lab.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VaultPolicyTest {

    private static final String CALLER = "arn:aws:iam::123456789012:role/worker";

    @Test
    void shouldDenyEverybodyButWhomItExempts() {
        VaultPolicy policy = VaultPolicy.parse("""
                {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "backup:Delete*", "Resource": "*",
                  "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/break-glass*"}}}]}
                """);

        assertThat(policy.denies("backup:DeleteRecoveryPoint", CALLER)).isTrue();
        assertThat(policy.denies("backup:DeleteRecoveryPoint", "arn:aws:iam::123456789012:role/break-glass-1"))
                .isFalse();
        assertThat(policy.denies("backup:StartBackupJob", CALLER)).isFalse();
    }

    @Test
    void shouldDenyWhereItCannotJudgeTheCondition() {
        VaultPolicy policy = VaultPolicy.parse("""
                {"Statement": {"Effect": "Deny", "Principal": {"AWS": ["123456789012"]}, "NotAction": "backup:Get*",
                  "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}}
                """);

        assertThat(policy.denies("backup:DeleteRecoveryPoint", CALLER)).isTrue();
        assertThat(policy.denies("backup:GetBackupVaultAccessPolicy", CALLER)).isFalse();
    }

    @Test
    void shouldAllowOnlyWhatItSays() {
        VaultPolicy policy = VaultPolicy.parse("""
                {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                  "Action": "backup:CopyIntoBackupVault", "Resource": "*"}]}
                """);

        assertThat(policy.allows("backup:CopyIntoBackupVault", "arn:aws:iam::123456789012:root"))
                .isTrue();
        assertThat(policy.allows("backup:CopyIntoBackupVault", "arn:aws:iam::210987654321:root"))
                .isFalse();
        assertThat(policy.denies("backup:DeleteRecoveryPoint", CALLER)).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoPolicy() {
        assertThatThrownBy(() -> VaultPolicy.parse("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> VaultPolicy.parse("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Statement");
    }
}
