using AgentBay.Typed.Local;
using Quickstart;

// With a key this talks to the cloud. Without one, LocalBay plays the cloud in this process; nothing else changes.
bool isCloud = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AGENTBAY_API_KEY"));
await using LocalBay? local = isCloud ? null : await LocalBay.StartAsync();
using AgentBayClient bay = local?.CreateClient() ?? new AgentBayClient();
Story.Tell(isCloud ? $"Using AgentBay at {bay.Endpoint}" : $"No AGENTBAY_API_KEY, so LocalBay runs at {bay.Endpoint}");
if (local is { IsIsolated: false })
    Story.Detail("bubblewrap is not installed: commands run as you, on this machine");

try
{
    await using Session<LinuxLatest> session = await bay.CreateSessionAsync<LinuxLatest>(new() { Labels = { ["project"] = "demo" } });
    Story.Tell($"Session {session.SessionId} of image {session.ImageId}");
    await Tour.RunAsync(session, isCloud);

    Story.Chapter("Deletion");
    SessionDeletion deletion = await session.DeleteAsync(syncContext: true);
    Story.Tell($"Deleted: {deletion.State}; contexts: {deletion.ContextSync}");
    try
    {
        await session.Tools.Shell("echo still here?");
        throw new InvalidOperationException("A deleted session took a call.");
    }
    catch (ObjectDisposedException refused)
    {
        Story.Tell($"A call after that is refused: {refused.Message.ReplaceLineEndings(" ")}");
    }

    Story.Chapter("Done");
    return 0;
}
catch (Exception failure) when (failure is AgentBayException or ToolCallException or InvalidOperationException or HttpRequestException)
{
    await Console.Error.WriteLineAsync($"\nFailed: {failure.Message}");
    return 1;
}
