package dev.dynamorecovery.lab.region;

import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.audit.IamAction;
import dev.dynamorecovery.lab.front.Passage;
import dev.dynamorecovery.lab.front.ServiceError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Faults of single services in every Region: a share of calls throttled, a call denied to a caller, jobs of AWS Backup that fail. */
public final class ServiceFaults {

    /**
     * A service that throttles.
     *
     * @param share of the control-plane calls, from 0 to 1
     */
    public record Throttling(String service, double share, long seed) {
        public Throttling {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share " + share + " of the calls: give more than 0, at most 1");
            }
        }
    }

    /**
     * A call that a caller may not make.
     *
     * @param caller the logical id of a function or state machine, or an access key id; {@code *} for everybody
     * @param service the signing name
     */
    public record Denial(String caller, String service, String operation) {}

    /**
     * Jobs of AWS Backup that fail.
     *
     * @param kind {@code backup}, {@code copy} or {@code restore}
     */
    public record JobFailure(String kind, String message) {
        public JobFailure {
            if (!JOBS.contains(kind)) {
                throw new IllegalArgumentException("kind " + kind + " of a job: give one of backup, copy, restore");
            }
        }
    }

    private static final Set<String> JOBS = Set.of("backup", "copy", "restore");

    private record Dice(Throttling throttling, Random random) {
        boolean falls() {
            return random.nextDouble() < throttling.share();
        }
    }

    private final CallRecord callers;
    private final CallerIdentities identities;
    private final Map<String, Dice> throttling = new ConcurrentHashMap<>();
    private final Map<String, JobFailure> jobs = new ConcurrentHashMap<>();
    private final List<Denial> denials = new CopyOnWriteArrayList<>();

    public ServiceFaults(CallRecord callers, CallerIdentities identities) {
        this.callers = callers;
        this.identities = identities;
    }

    /** Throttles a service from now on, in place of what it throttled before: the same calls for the same seed. */
    public void throttle(Throttling fault) {
        throttling.put(fault.service(), new Dice(fault, new Random(fault.seed())));
    }

    /** Denies a call to a caller from now on. */
    public void deny(Denial fault) {
        denials.add(fault);
    }

    /** Has every job of a kind fail from now on. */
    public void failJobs(JobFailure fault) {
        jobs.put(fault.kind(), fault);
    }

    /** Why jobs of a kind fail; empty when they do not. */
    public Optional<String> jobFailure(String kind) {
        return Optional.ofNullable(jobs.get(kind)).map(JobFailure::message);
    }

    /** Which jobs fail. */
    public List<JobFailure> jobFailures() {
        return List.copyOf(jobs.values());
    }

    /** Ends every fault. */
    public void clear() {
        jobs.clear();
        throttling.clear();
        denials.clear();
    }

    /** Which services throttle. */
    public List<Throttling> throttlings() {
        return throttling.values().stream().map(Dice::throttling).toList();
    }

    /** Which calls are denied. */
    public List<Denial> denials() {
        return List.copyOf(denials);
    }

    /** These faults for what would get through otherwise. */
    public Passage after(Passage passage) {
        return (accessKeyId, region, service, operation) -> {
            Passage.Fate fate = passage.of(accessKeyId, region, service, operation);
            return fate instanceof Passage.Fate.Through
                    ? fault(accessKeyId, service, operation)
                            .<Passage.Fate>map(Passage.Fate.Failed::new)
                            .orElse(fate)
                    : fate;
        };
    }

    private Optional<ServiceError> fault(String accessKeyId, String service, String operation) {
        Dice dice = throttling.get(service);
        if (dice != null && ControlPlane.has(service, operation) && dice.falls()) {
            return Optional.of(throttled(service));
        }
        String caller = callers.caller(accessKeyId);
        return denials.stream()
                .filter(denial -> denial.service().equals(service)
                        && denial.operation().equals(operation)
                        && (denial.caller().equals("*")
                                || denial.caller().equals(caller)
                                || denial.caller().equals(accessKeyId)))
                .findFirst()
                .map(denial -> denied(accessKeyId, service, operation));
    }

    private static ServiceError throttled(String service) {
        return switch (service) {
            case "lambda" -> new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429);
            case "securityhub" -> new ServiceError("TooManyRequestsException", "Too Many Requests", 429);
            case "s3" -> new ServiceError("SlowDown", "Please reduce your request rate.", 503);
            case "monitoring", "sns", "cloudformation" -> new ServiceError("Throttling", "Rate exceeded", 400);
            case "tagging" -> new ServiceError("ThrottledException", "Rate exceeded", 400);
            case "dynamodb" ->
                new ServiceError("ThrottlingException", "Rate of requests exceeds the allowed throughput.", 400);
            default -> new ServiceError("ThrottlingException", "Rate exceeded", 400);
        };
    }

    private ServiceError denied(String accessKeyId, String service, String operation) {
        String action = IamAction.of(service, operation);
        String message = "User: " + identities.arn(accessKeyId) + " is not authorized to perform: " + action
                + " because no identity-based policy allows the " + action + " action";
        return switch (service) {
            case "s3", "monitoring", "sns", "cloudformation" -> new ServiceError("AccessDenied", message, 403);
            case "backup", "lambda", "securityhub" -> new ServiceError("AccessDeniedException", message, 403);
            default -> new ServiceError("AccessDeniedException", message, 400);
        };
    }
}
