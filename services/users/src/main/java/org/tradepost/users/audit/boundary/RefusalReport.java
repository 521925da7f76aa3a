package org.tradepost.users.audit.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.tradepost.users.audit.entity.ReportedRefusal;

/**
 * What the gateway refused within a second or so.
 *
 * @param more how many others there were, by action, when there were too many to be told one by one
 */
public record RefusalReport(
        @NotNull @Size(max = 100) List<ReportedRefusal> refusals, @NotNull @Size(max = 10) Map<String, Long> more) {}
