using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Benchmarks;

/// <summary>A capture of any size, made of the tools of AgentBay's Linux image over and over, outputs included.</summary>
internal static class SyntheticCapture
{
    private static readonly JsonObject[] Originals = Load();

    /// <param name="tools">How many tools it has.</param>
    /// <param name="edited">A tool whose description is another; -1 for none.</param>
    public static string Make(int tools, int edited = -1)
    {
        JsonArray copies = [];
        for (int i = 0; i < tools; i++)
        {
            JsonObject copy = (JsonObject)Originals[i % Originals.Length].DeepClone();
            copy["name"] = string.Create(CultureInfo.InvariantCulture, $"{copy["name"]}_{i:D5}");
            if (i == edited)
                copy["description"] = copy["description"] + " Edited.";
            copies.Add(copy);
        }

        return new JsonObject { ["tools"] = copies }.ToJsonString();
    }

    private static JsonObject[] Load()
    {
        JsonObject capture = Read("linux_latest.tools.json");
        JsonObject overlays = Read("linux_latest.overlay.json")["tools"]!.AsObject();
        JsonObject[] tools = [.. capture["tools"]!.AsArray().Select(static tool => (JsonObject)tool!.DeepClone())];
        foreach (JsonObject tool in tools)
        {
            if (overlays[(string)tool["name"]!]?["outputSchema"] is { } output)
                tool["outputSchema"] = output.DeepClone();
        }

        return tools;
    }

    private static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(ThisFolder(), "../../schemas", file)))!.AsObject();

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
