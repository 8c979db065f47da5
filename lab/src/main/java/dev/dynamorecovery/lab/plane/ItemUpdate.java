package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One UpdateItem: asks the engine for the whole new image, whatever the client wants back, and answers the client's
 * wish from the images; only the wishes for updated attributes go to the engine as they are and cost a read after.
 */
final class ItemUpdate {

    private final Call call;
    private final Target target;
    private final String wish;
    private Optional<ItemImage> before = Optional.empty();
    private Optional<ItemImage> after = Optional.empty();

    ItemUpdate(Call call, Target target) {
        this.call = call;
        this.target = target;
        this.wish = call.body().path("ReturnValues").asText("NONE");
    }

    WireAnswer run(ItemWrites writes, EngineTables engine) throws IOException {
        return switch (wish) {
            case "NONE", "ALL_NEW", "ALL_OLD" ->
                answered(writes.write(call, wholeImage(), List.of(target), this::told));
            default ->
                writes.write(
                        call,
                        call.raw(),
                        List.of(target),
                        answer -> engine.reread(call.region().name(), List.of(target)));
        };
    }

    private byte[] wholeImage() {
        if (wish.equals("ALL_NEW")) {
            return call.raw();
        }
        ObjectNode body = call.body().deepCopy();
        return WireJson.bytes(body.put("ReturnValues", "ALL_NEW"));
    }

    private List<Write> told(WireAnswer answer) {
        before = Optional.ofNullable(target.table().history().current(target.key()));
        ItemImage image = ItemImage.of(WireJson.parse(answer.body()).path("Attributes"));
        after = Optional.of(image);
        return List.of(Write.of(target, image));
    }

    private WireAnswer answered(WireAnswer answer) {
        if (!answer.succeeded()) {
            return answer;
        }
        ObjectNode body = WireJson.parse(answer.body());
        body.remove("Attributes");
        Optional<ItemImage> wanted = switch (wish) {
            case "ALL_NEW" -> after;
            case "ALL_OLD" -> before;
            default -> Optional.empty();
        };
        wanted.ifPresent(image -> body.set("Attributes", image.attributes()));
        return new WireAnswer(answer.status(), WireJson.bytes(body));
    }
}
