using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>The captures of a project and its id of user secrets, as MSBuild evaluates them.</summary>
internal sealed record ProjectItems(IReadOnlyList<CaptureItem> Items, string? UserSecretsId)
{
    /// <summary>The items that can be captured.</summary>
    /// <param name="isToWrite">Whether they are to be written: then without those that came with a package.</param>
    /// <exception cref="CliException">There are none.</exception>
    public IReadOnlyList<CaptureItem> WithSource(bool isToWrite)
    {
        CaptureItem[] items = [.. Items.Where(item => !item.Source.IsEmpty && !(isToWrite && item.IsShipped))];
        return items.Length > 0 ? items : throw new CliException("no AgentBaySchema item of the project has a source: give it ImageId, Command or Url");
    }

    /// <param name="project">A project file, or a folder that holds one; null for the current folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">There is no project, or it cannot be evaluated.</exception>
    public static async Task<ProjectItems> ReadAsync(string? project, CancellationToken cancellationToken)
    {
        string path = Find(project ?? Environment.CurrentDirectory);
        using JsonDocument document = Parse(path, await EvaluateAsync(path, cancellationToken));
        JsonElement schemas = document.RootElement.GetProperty("Items"u8).GetProperty("AgentBaySchema"u8);
        string? secrets = document.RootElement.GetProperty("Properties"u8).GetProperty("UserSecretsId"u8).GetString();
        string folder = System.IO.Path.GetDirectoryName(path)!;
        CaptureItem[] items =
        [
            .. schemas.EnumerateArray().Select(item => ItemFields.Read(
                folder, name => item.TryGetProperty(name, out JsonElement value) ? value.GetString() : null)),
        ];
        return items.Length > 0
            ? new ProjectItems(items, secrets)
            : throw new CliException($"{path}: the project has no AgentBaySchema items; if it references AgentBay.Typed, run dotnet restore first");
    }

    private static string Find(string path)
    {
        if (File.Exists(path))
            return System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path))
            throw new CliException($"{path}: there is no such project");
        string[] projects = Directory.GetFiles(path, "*.*proj");
        return projects.Length switch
        {
            1 => System.IO.Path.GetFullPath(projects[0]),
            0 => throw new CliException($"{path}: there is no project in this folder; name one"),
            _ => throw new CliException($"{path}: there are several projects in this folder; name one"),
        };
    }

    private static JsonDocument Parse(string path, string evaluated)
    {
        try
        {
            return JsonDocument.Parse(evaluated);
        }
        catch (JsonException)
        {
            throw new CliException($"{path}: the project cannot be evaluated: {evaluated.Trim()}");
        }
    }

    private static async Task<string> EvaluateAsync(string path, CancellationToken cancellationToken)
    {
        using Process process = new();
        process.StartInfo = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
            ["msbuild", path, "-nologo", "-getItem:AgentBaySchema", "-getProperty:UserSecretsId,MSBuildProjectName"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new CliException($"{path}: the project cannot be evaluated: {process.StartInfo.FileName} does not start: {e.Message}", innerException: e);
        }

        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await output
                : throw new CliException($"{path}: the project cannot be evaluated: {(await error + await output).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
