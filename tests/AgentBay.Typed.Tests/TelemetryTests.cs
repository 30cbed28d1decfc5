using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>Traces and metrics, by the names of OpenTelemetry.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_tool_call_is_traced_without_what_was_said()
    {
        using Listener listener = new();
        Session session = await new FakeService().Answer("CreateMcpSession", """{"SessionId":"traced-1"}""").Say("private words").CreateSessionAsync();
        await session.CallToolAsync("traced_tool", new Dictionary<string, object?> { ["command"] = "private words" });
        Activity activity = listener.Activity("execute_tool traced_tool");
        Assert.Equal((ActivityKind.Internal, ActivityStatusCode.Unset), (activity.Kind, activity.Status));
        Assert.Equal(
            ("execute_tool", "traced_tool", "traced-1", "api", "r-CallMcpTool"),
            (activity.GetTagItem("gen_ai.operation.name"), activity.GetTagItem("gen_ai.tool.name"), activity.GetTagItem("agentbay.session.id"), activity.GetTagItem("agentbay.route"), activity.GetTagItem("agentbay.request.id")));
        Assert.DoesNotContain("private", string.Join(' ', activity.TagObjects), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tools_own_failure_and_a_services_are_told_apart()
    {
        using Listener listener = new();
        FakeService service = new FakeService().Say("no", isError: true);
        Session session = await service.CreateSessionAsync();
        await session.CallToolAsync("failing_tool");
        Assert.Equal("tool_error", listener.Activity("execute_tool failing_tool").GetTagItem("error.type"));
        service.Fail("CallMcpTool", HttpStatusCode.Forbidden, "NoPermission", "no");
        await Assert.ThrowsAsync<AgentBayException>(() => session.CallToolAsync("refused_tool"));
        Activity refused = listener.Activity("execute_tool refused_tool");
        Assert.Equal((ActivityStatusCode.Error, "NoPermission"), (refused.Status, refused.GetTagItem("error.type")));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_stands_in_no_trace_and_no_log()
    {
        using Listener listener = new();
        TestLog log = new();
        FakeService service = new FakeService()
            .Answer("CreateMcpSession", """{"SessionId":"s-1","Token":"t-1","LinkUrl":"http://link.test","ToolList":[{"name":"private_tool","server":"s"}]}""")
            .Reply("/callTool", HttpStatusCode.BadGateway, """{"data":{"result":{"content":[{"text":"private words""").Say("ok");
        Session session = await service.CreateSessionAsync(options => options.LoggerFactory = log);
        ToolDescriptor tool = new("private_tool") { Annotations = new ToolAnnotations { ReadOnly = true } };
        await session.InvokeAsync(tool, "{}"u8.ToArray());
        service.Reply("CallMcpTool", HttpStatusCode.OK, """{"Data":{"content":[{"text":"private words""");
        await Assert.ThrowsAsync<AgentBayException>(() => session.InvokeAsync(tool, "{}"u8.ToArray()));
        IEnumerable<Activity> traces = listener.Activities().Where(static one => one.DisplayName == "execute_tool private_tool");
        Assert.Equal(2, traces.Count());
        string all = string.Concat(log.Entries) + string.Concat(traces.Select(static one => one.StatusDescription + string.Join(' ', one.TagObjects)));
        Assert.DoesNotContain("private words", all, StringComparison.Ordinal);
        Assert.DoesNotContain("t-1", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_of_the_API_is_traced()
    {
        using Listener listener = new();
        Session session = await new FakeService().Answer("RefreshSessionIdleTime", "null").CreateSessionAsync(static options => options.Endpoint = "http://traced.test:81");
        await session.KeepAliveAsync();
        Activity activity = listener.Activities().Single(static one => one.OperationName == "RefreshSessionIdleTime" && Equals(one.GetTagItem("server.address"), "traced.test"));
        Assert.Equal(("POST", 81, 200, "r-RefreshSessionIdleTime"),
            (activity.GetTagItem("http.request.method"), activity.GetTagItem("server.port"), activity.GetTagItem("http.response.status_code"), activity.GetTagItem("agentbay.request.id")));
    }

    [Fact]
    public async Task The_duration_of_tool_calls_is_measured()
    {
        using Listener listener = new();
        Session session = await new FakeService().Say("no", isError: true).CreateSessionAsync();
        await session.CallToolAsync("measured_tool");
        (string name, double value, Dictionary<string, object?> tags) = listener.Measurements().Single(static one => Equals(one.Tags.GetValueOrDefault("gen_ai.tool.name"), "measured_tool"));
        Assert.Equal(("gen_ai.client.operation.duration", "tool_error", "execute_tool"), (name, tags["error.type"], tags["gen_ai.operation.name"]));
        Assert.InRange(value, 0, 60);
    }

    /// <summary>Keeps what is traced and measured; other tests run beside and are heard too.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly List<Activity> _activities = [];
        private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _measurements = [];
        private readonly ActivityListener _traces;
        private readonly MeterListener _metrics = new();

        public Listener()
        {
            _traces = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == "AgentBay.Typed",
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    lock (_activities)
                        _activities.Add(activity);
                },
            };
            ActivitySource.AddActivityListener(_traces);
            _metrics.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "AgentBay.Typed")
                    listener.EnableMeasurementEvents(instrument);
            };
            _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            {
                lock (_measurements)
                    _measurements.Add((instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
            });
            _metrics.Start();
        }

        public Activity Activity(string name) => Activities().Single(activity => activity.DisplayName == name);

        public IReadOnlyList<Activity> Activities()
        {
            lock (_activities)
                return [.. _activities];
        }

        public IReadOnlyList<(string Name, double Value, Dictionary<string, object?> Tags)> Measurements()
        {
            lock (_measurements)
                return [.. _measurements];
        }

        public void Dispose()
        {
            _traces.Dispose();
            _metrics.Dispose();
        }
    }
}
