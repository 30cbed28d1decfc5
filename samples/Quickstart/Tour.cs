namespace Quickstart;

/// <summary>One call after another of what a session can do.</summary>
internal static class Tour
{
    private const int WebPort = 30150;

    public static async Task RunAsync(Session<LinuxLatest> session, bool isCloud)
    {
        Story.Chapter("Shell");
        var run = await session.Tools.Shell("uname -a");
        Story.Detail(run.Value.Stdout);

        string home = (await session.Tools.Shell("printf %s \"$HOME\"")).Value.Stdout;
        await UseFilesAsync(session.Tools, home);
        await RunPythonAsync(session.Tools);
        await ReadMetricsAsync(session.Tools);
        await UseLabelsAsync(session);
        await ServePageAsync(session, home, isCloud);
        await MeetAnErrorAsync(session.Tools, home);

        Story.Chapter("Info");
        SessionInfo info = await session.GetInfoAsync();
        Story.Tell($"Session {info.SessionId}, desktop at {(info.ResourceUrl.Length > 0 ? info.ResourceUrl : "(none)")}");
    }

    // Any code that only needs files asks for the group's interface: a test can fake it.
    private static async Task UseFilesAsync(LinuxLatest.IFileSystemTools files, string home)
    {
        Story.Chapter("Files");
        string path = $"{home}/notes/todo.txt";
        (await files.WriteFile(path, "buy milk\nfeed the cat\n", createParentDir: true)).EnsureSuccess();
        (await files.WriteFile(path, "sleep\n", LinuxLatest.WriteFileMode.Append)).EnsureSuccess();
        (await files.EditFile(path, [new() { OldText = "milk", NewText = "oat milk" }])).EnsureSuccess();

        string text = (await files.ReadFile(path)).Text;
        Story.Tell($"{path}:");
        Story.Detail(text);
        Story.Expect(text == "buy oat milk\nfeed the cat\nsleep\n", "the file holds what was written and edited");

        var info = (await files.GetFileInfo(path)).Value;
        Story.Tell($"{info.Size} bytes, {info.Permissions}");
        foreach (var entry in (await files.ListDirectory($"{home}/notes")).Value)
            Story.Detail($"{entry.Kind} {entry.Name}");
    }

    private static async Task RunPythonAsync(LinuxLatest tools)
    {
        Story.Chapter("Python");
        if (!(await tools.Shell("command -v python3")).TryGetValue(out var found) || found.ExitCode != 0)
        {
            Story.Tell("There is no python3 here.");
            return;
        }

        var run = (await tools.RunCode("print('6 times 7')\n6 * 7", LinuxLatest.RunCodeLanguage.Python)).Value;
        Story.Tell($"printed {string.Concat(run.Stdout).TrimEnd()}, result {(run.Result is [var main, ..] ? main.TextPlain : "(none)")}");
    }

    private static async Task ReadMetricsAsync(LinuxLatest.ISystemTools system)
    {
        Story.Chapter("Metrics");
        LinuxLatest.GetMetricsResult metrics = (await system.GetMetrics()).Value;
        Story.Tell(
            $"{metrics.CpuCount} cores at {metrics.CpuUsedPct:0.0} %, "
            + $"{metrics.MemUsed >> 20:N0} of {metrics.MemTotal >> 20:N0} MiB memory in use at {metrics.Timestamp:HH:mm:ss}");
    }

    private static async Task UseLabelsAsync(Session session)
    {
        Story.Chapter("Labels");
        await session.SetLabelsAsync(new Dictionary<string, string> { ["project"] = "demo", ["env"] = "test" });
        var labels = (await session.GetLabelsAsync()).Value;
        Story.Tell(string.Join(", ", labels.Select(static label => $"{label.Key}={label.Value}")));
        Story.Expect(labels["env"] == "test", "the labels are those that were set");
    }

    private static async Task ServePageAsync(Session<LinuxLatest> session, string home, bool isCloud)
    {
        Story.Chapter("A web server in the session");
        (await session.Tools.WriteFile($"{home}/site/index.html", "<h1>Hello from the sandbox</h1>\n", createParentDir: true)).EnsureSuccess();
        var started = await session.Tools.Shell(
            $"command -v python3 && (python3 -m http.server {WebPort} --bind 127.0.0.1 --directory \"$HOME/site\" >/dev/null 2>&1 &)");
        if (started.IsError)
        {
            Story.Tell("There is no python3 here to serve a page with.");
            return;
        }

        // The cloud makes a WebSocket link unless it is asked for https; LocalBay's links are http.
        Uri link = await session.GetLinkAsync(protocol: isCloud ? "https" : null, port: WebPort);
        using HttpClient browser = new();
        string page = await FetchAsync(browser, link);
        Story.Tell($"{link}");
        Story.Detail(page);
        Story.Expect(page.Contains("Hello from the sandbox", StringComparison.Ordinal), "the page is the session's");
    }

    private static async Task<string> FetchAsync(HttpClient browser, Uri link)
    {
        // The server needs a moment to listen; the gateway says 502 until then.
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await browser.GetStringAsync(link);
            }
            catch (HttpRequestException) when (attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }
    }

    private static async Task MeetAnErrorAsync(LinuxLatest tools, string home)
    {
        Story.Chapter("A tool's error is data");
        var missing = await tools.ReadFile($"{home}/no-such-file");
        Story.Expect(missing.IsError, "a missing file is an error");
        Story.Tell($"read_file says: {missing.ErrorMessage}");

        var failed = await tools.Shell("ls /no-such-directory");
        if (failed.TryGetValue(out var value))
            Story.Tell($"shell exited with {value.ExitCode}: {value.Stderr.TrimEnd()}");
    }
}
