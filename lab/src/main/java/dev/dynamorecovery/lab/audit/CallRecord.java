package dev.dynamorecovery.lab.audit;

import dev.dynamorecovery.lab.front.ApiCall;
import dev.dynamorecovery.lab.front.CallListener;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every permission used since the lab started, by caller; how often is not kept. */
public final class CallRecord implements CallListener {

    private final Map<String, String> callersByKey = new ConcurrentHashMap<>();
    private final List<CallListener> listeners = new CopyOnWriteArrayList<>();
    private final NavigableSet<RecordedCall> calls = new ConcurrentSkipListSet<>();

    /** Tells a listener of every call from now on too. */
    public void watch(CallListener listener) {
        listeners.add(listener);
    }

    /** Gives whoever calls with an access key id a name. */
    public void name(String accessKeyId, String caller) {
        callersByKey.put(accessKeyId, caller);
    }

    /** The name of whoever calls with an access key id; the id itself for somebody nobody named. */
    public String caller(String accessKeyId) {
        return callersByKey.getOrDefault(accessKeyId, accessKeyId);
    }

    @Override
    public void called(ApiCall call) {
        String action = IamAction.of(call.service(), call.operation());
        List<String> resources = call.resources().isEmpty() ? List.of("*") : call.resources();
        resources.forEach(resource -> record(call.accessKeyId(), action, resource));
        listeners.forEach(listener -> listener.called(call));
    }

    /** Records a call that did not come over the wire. */
    public void record(String accessKeyId, String action, String resource) {
        calls.add(new RecordedCall(caller(accessKeyId), action, resource));
    }

    public Set<RecordedCall> calls() {
        return Set.copyOf(calls);
    }
}
