package dev.dynamorecovery.lab.backup;

import static dev.dynamorecovery.lab.backup.Vault.seconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.backup.BackupJobs.BackupRequest;
import dev.dynamorecovery.lab.backup.BackupJobs.CopyRequest;
import dev.dynamorecovery.lab.backup.BackupJobs.RestoreRequest;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.rest.RestCall;
import dev.dynamorecovery.lab.rest.RestService;
import dev.dynamorecovery.lab.rest.Route;
import dev.dynamorecovery.lab.rest.ServiceFault;
import dev.dynamorecovery.lab.template.BackupDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** AWS Backup's API, as far as tables need it. An access key id of twelve digits is another account's. */
final class BackupService extends RestService {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String VAULT = "/backup-vaults/{backupVaultName}";
    private static final String POINT = VAULT + "/recovery-points/{recoveryPointArn}";
    private static final String TESTING = "/restore-testing/plans";
    private static final int PAGE = 1000;
    private static final List<Route> ROUTES = List.of(
            Route.of("CreateBackupVault", "PUT", VAULT),
            Route.of("DescribeBackupVault", "GET", VAULT),
            Route.of("DeleteBackupVault", "DELETE", VAULT),
            Route.of("ListBackupVaults", "GET", "/backup-vaults"),
            Route.of("PutBackupVaultLockConfiguration", "PUT", VAULT + "/vault-lock"),
            Route.of("DeleteBackupVaultLockConfiguration", "DELETE", VAULT + "/vault-lock"),
            Route.of("PutBackupVaultAccessPolicy", "PUT", VAULT + "/access-policy"),
            Route.of("GetBackupVaultAccessPolicy", "GET", VAULT + "/access-policy"),
            Route.of("DeleteBackupVaultAccessPolicy", "DELETE", VAULT + "/access-policy"),
            Route.of("ListRecoveryPointsByBackupVault", "GET", VAULT + "/recovery-points"),
            Route.of("DescribeRecoveryPoint", "GET", POINT),
            Route.of("DeleteRecoveryPoint", "DELETE", POINT),
            Route.of("GetRecoveryPointRestoreMetadata", "GET", POINT + "/restore-metadata"),
            Route.of("ListRecoveryPointsByResource", "GET", "/resources/{resourceArn}/recovery-points"),
            Route.of("StartBackupJob", "PUT", "/backup-jobs"),
            Route.of("ListBackupJobs", "GET", "/backup-jobs"),
            Route.of("DescribeBackupJob", "GET", "/backup-jobs/{backupJobId}"),
            Route.of("StartCopyJob", "PUT", "/copy-jobs"),
            Route.of("ListCopyJobs", "GET", "/copy-jobs"),
            Route.of("DescribeCopyJob", "GET", "/copy-jobs/{copyJobId}"),
            Route.of("StartRestoreJob", "PUT", "/restore-jobs"),
            Route.of("ListRestoreJobs", "GET", "/restore-jobs"),
            Route.of("DescribeRestoreJob", "GET", "/restore-jobs/{restoreJobId}"),
            Route.of("PutRestoreValidationResult", "PUT", "/restore-jobs/{restoreJobId}/validations"),
            Route.of("ListRestoreTestingPlans", "GET", TESTING),
            Route.of("GetRestoreTestingPlan", "GET", TESTING + "/{RestoreTestingPlanName}"),
            Route.of("ListRestoreTestingSelections", "GET", TESTING + "/{RestoreTestingPlanName}/selections"),
            Route.of("ListBackupPlans", "GET", "/backup/plans"),
            Route.of("GetBackupPlan", "GET", "/backup/plans/{backupPlanId}"),
            Route.of("ListBackupSelections", "GET", "/backup/plans/{backupPlanId}/selections"));

    private final BackupStore store;
    private final BackupJobs jobs;
    private final LabTime time;
    private final VaultGuard guard;
    private final VaultOperations vaults;
    private final RecoveryPointOperations points;
    private final PlanOperations plans;

    /**
     * @param definitions what the template has, by Region
     * @param deleted told of recovery points that a client has deleted
     */
    BackupService(
            BackupStore store,
            BackupJobs jobs,
            CallerIdentities identities,
            Map<String, BackupDefinition> definitions,
            Consumer<RecoveryPoint> deleted,
            LabTime time) {
        super("backup", "InvalidParameterValueException", ROUTES);
        this.store = store;
        this.jobs = jobs;
        this.time = time;
        this.guard = new VaultGuard(identities);
        this.vaults = new VaultOperations(store, guard, time);
        this.points = new RecoveryPointOperations(store, guard, deleted, time);
        this.plans = new PlanOperations(definitions);
    }

    @Override
    public List<String> resources(LabRequest request) {
        Map<String, String> path = pathParameters(request);
        JsonNode body = json(request);
        List<String> points = Stream.of(
                        path.getOrDefault("recoveryPointArn", ""),
                        body.path("RecoveryPointArn").asText(""))
                .filter(arn -> !arn.isEmpty())
                .toList();
        if (!points.isEmpty()) {
            return points;
        }
        return Stream.of(
                        path.getOrDefault("backupVaultName", ""),
                        body.path("BackupVaultName").asText(""))
                .filter(name -> !name.isEmpty())
                .map(name -> Vault.arn(request.region(), StackIdentity.LAB_ACCOUNT_ID, name))
                .toList();
    }

    @Override
    protected ObjectNode answer(RestCall call) {
        return switch (call.operation()) {
            case "CreateBackupVault",
                    "DescribeBackupVault",
                    "DeleteBackupVault",
                    "ListBackupVaults",
                    "PutBackupVaultLockConfiguration",
                    "DeleteBackupVaultLockConfiguration",
                    "PutBackupVaultAccessPolicy",
                    "GetBackupVaultAccessPolicy",
                    "DeleteBackupVaultAccessPolicy" -> vaults.answer(call);
            case "ListRecoveryPointsByBackupVault",
                    "ListRecoveryPointsByResource",
                    "DescribeRecoveryPoint",
                    "DeleteRecoveryPoint",
                    "GetRecoveryPointRestoreMetadata" -> points.answer(call);
            case "ListRestoreTestingPlans",
                    "GetRestoreTestingPlan",
                    "ListRestoreTestingSelections",
                    "ListBackupPlans",
                    "GetBackupPlan",
                    "ListBackupSelections" -> plans.answer(call);
            case "StartBackupJob" -> startBackup(call);
            case "StartCopyJob" -> startCopy(call);
            case "StartRestoreJob" -> startRestore(call);
            case "ListBackupJobs" -> list(call, Job.Kind.BACKUP, "BackupJobs");
            case "ListCopyJobs" -> list(call, Job.Kind.COPY, "CopyJobs");
            case "ListRestoreJobs" -> list(call, Job.Kind.RESTORE, "RestoreJobs");
            case "DescribeBackupJob" ->
                job(call, Job.Kind.BACKUP, "backupJobId").details();
            case "DescribeCopyJob" ->
                JSON.objectNode()
                        .set("CopyJob", job(call, Job.Kind.COPY, "copyJobId").details());
            case "DescribeRestoreJob" ->
                job(call, Job.Kind.RESTORE, "restoreJobId").details();
            case "PutRestoreValidationResult" -> validate(call);
            default -> throw unsupported(call.operation());
        };
    }

    /** The account that calls. */
    static String account(RestCall call) {
        return call.accessKeyId().matches("[0-9]{12}") ? call.accessKeyId() : StackIdentity.LAB_ACCOUNT_ID;
    }

    static ServiceFault notFound(String what) {
        return ServiceFault.of("ResourceNotFoundException", what + " not found");
    }

    /** How long a recovery point is to be kept. */
    private static OptionalInt deleteAfter(RestCall call) {
        Optional<ObjectNode> lifecycle = call.object("Lifecycle");
        return lifecycle.filter(asked -> asked.has("DeleteAfterDays")).isPresent()
                ? OptionalInt.of(lifecycle.get().path("DeleteAfterDays").asInt())
                : OptionalInt.empty();
    }

    private ObjectNode startBackup(RestCall call) {
        call.only(Set.of(
                "BackupVaultName",
                "ResourceArn",
                "IamRoleArn",
                "IdempotencyToken",
                "StartWindowMinutes",
                "CompleteWindowMinutes",
                "Lifecycle",
                "RecoveryPointTags"));
        Vault vault = vaults.vault(call, call.required("BackupVaultName"));
        String resource = call.required("ResourceArn");
        if (!resource.startsWith("arn:aws:dynamodb:" + call.region() + ":")) {
            throw call.fault("The lab backs up the tables of the Region: ResourceArn is " + resource);
        }
        Job job = jobs.backUp(new BackupRequest(
                vault, resource, call.required("IamRoleArn"), deleteAfter(call), Optional.empty(), List.of()));
        return started(job).put("IsParent", false);
    }

    private ObjectNode startCopy(RestCall call) {
        call.only(Set.of(
                "RecoveryPointArn",
                "SourceBackupVaultName",
                "DestinationBackupVaultArn",
                "IamRoleArn",
                "IdempotencyToken",
                "Lifecycle"));
        Vault source = vaults.vault(call, call.required("SourceBackupVaultName"));
        RecoveryPoint point = points.point(source, call.required("RecoveryPointArn"));
        Job job = jobs.copy(new CopyRequest(
                point,
                call.required("DestinationBackupVaultArn"),
                call.required("IamRoleArn"),
                deleteAfter(call),
                Optional.empty()));
        return started(job).put("IsParent", false);
    }

    private ObjectNode startRestore(RestCall call) {
        call.only(Set.of("RecoveryPointArn", "Metadata", "IamRoleArn", "IdempotencyToken", "ResourceType"));
        String arn = call.required("RecoveryPointArn");
        RecoveryPoint point = store.points(time.now()).stream()
                .filter(candidate -> candidate.arn().equals(arn)
                        && candidate.vault().region().equals(call.region())
                        && candidate.vault().account().equals(account(call)))
                .findFirst()
                .orElseThrow(() -> notFound("Recovery point " + arn));
        guard.check(call, point.vault(), arn);
        String target = call.object("Metadata")
                .map(metadata -> metadata.path("targetTableName").asText(""))
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> call.fault("Metadata needs targetTableName"));
        Job job = jobs.restore(
                new RestoreRequest(point, call.region(), target, call.required("IamRoleArn"), Optional.empty()));
        return JSON.objectNode().put("RestoreJobId", job.id());
    }

    private static ObjectNode started(Job job) {
        ObjectNode answer = JSON.objectNode();
        answer.put(job.kind().idMember(), job.id());
        answer.set("CreationDate", job.details().path("CreationDate"));
        return answer;
    }

    private ObjectNode list(RestCall call, Job.Kind kind, String member) {
        call.only(Set.of(
                "resourceArn",
                "resourceType",
                "state",
                "status",
                "backupVaultName",
                "destinationVaultArn",
                "restoreTestingPlanArn",
                "accountId",
                "createdAfter",
                "createdBefore",
                "maxResults",
                "nextToken"));
        List<Job> found = store.jobs(kind, call.region(), account(call)).stream()
                .filter(job -> matches(call, job))
                .toList();
        RestCall.Page<Job> page = call.page(found, "maxResults", PAGE, "nextToken");
        ObjectNode answer = JSON.objectNode();
        var list = answer.putArray(member);
        page.elements().forEach(job -> list.add(job.details()));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static boolean matches(RestCall call, Job job) {
        ObjectNode details = job.details();
        double created = details.path("CreationDate").asDouble();
        return has(call, "resourceArn", details.path("ResourceArn").asText())
                && has(call, "resourceType", details.path("ResourceType").asText())
                && has(call, "state", job.state())
                && has(call, "status", job.state())
                && has(call, "backupVaultName", details.path("BackupVaultName").asText())
                && has(call, "accountId", job.account())
                && has(
                        call,
                        "destinationVaultArn",
                        details.path("DestinationBackupVaultArn").asText())
                && has(
                        call,
                        "restoreTestingPlanArn",
                        details.at("/CreatedBy/RestoreTestingPlanArn").asText())
                && call.instant("createdAfter")
                        .filter(moment -> created < seconds(moment))
                        .isEmpty()
                && call.instant("createdBefore")
                        .filter(moment -> created > seconds(moment))
                        .isEmpty();
    }

    static boolean has(RestCall call, String parameter, String value) {
        return call.text(parameter).filter(wanted -> !wanted.equals(value)).isEmpty();
    }

    private Job job(RestCall call, Job.Kind kind, String parameter) {
        String id = call.named(parameter);
        return store.jobs(kind, call.region(), account(call)).stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> notFound("Job " + id));
    }

    private ObjectNode validate(RestCall call) {
        call.only(Set.of("ValidationStatus", "ValidationStatusMessage"));
        String status = call.required("ValidationStatus");
        if (!Set.of("SUCCESSFUL", "FAILED", "TIMED_OUT", "VALIDATING").contains(status)) {
            throw call.fault("ValidationStatus " + status + " is none of SUCCESSFUL, FAILED, TIMED_OUT, VALIDATING");
        }
        Job job = job(call, Job.Kind.RESTORE, "restoreJobId");
        if (!job.state().equals("COMPLETED")) {
            throw ServiceFault.of(
                    "InvalidRequestException", "The restore job is " + job.state() + ": validate it when COMPLETED");
        }
        job.change(details -> {
            details.put("ValidationStatus", status);
            call.text("ValidationStatusMessage").ifPresent(message -> details.put("ValidationStatusMessage", message));
        });
        return JSON.objectNode();
    }
}
