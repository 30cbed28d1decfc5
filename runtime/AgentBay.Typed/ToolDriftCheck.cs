using Microsoft.Extensions.Logging;

namespace AgentBay.Typed;

/// <summary>Compares the tools of a catalog with those that the service listed at a session's creation.</summary>
internal sealed class ToolDriftCheck(ILogger log, SessionState session)
{
    /// <exception cref="AgentBayException">A tool of the catalog is gone, and that is to be a failure.</exception>
    public void Run(IReadOnlyList<ToolDescriptor> catalog, ToolDrift mode)
    {
        if (mode == ToolDrift.Ignore || session.Tools.Count == 0)
            return;
        HashSet<string> offered = [.. session.Tools.Select(static tool => tool.Name)];
        string[] gone = [.. catalog.Select(static tool => tool.Name).Where(name => !offered.Contains(name)).Order(StringComparer.Ordinal)];
        offered.ExceptWith(catalog.Select(static tool => tool.Name));

        if (offered.Count > 0)
            Log.NewTools(log, session.ImageId, string.Join(", ", offered.Order(StringComparer.Ordinal)));
        if (gone.Length == 0)
            return;
        string names = string.Join(", ", gone);
        if (mode == ToolDrift.Log)
        {
            Log.ToolsGone(log, session.ImageId, names);
            return;
        }

        throw new AgentBayException(
            $"The image {session.ImageId} lacks tools of its catalog: {names}. Refresh the catalog (dotnet build -t:AgentBayRefresh), "
            + "or set SessionOptions.ToolDrift to Log.")
        {
            Code = AgentBayErrorCodes.ToolDrift,
        };
    }
}
