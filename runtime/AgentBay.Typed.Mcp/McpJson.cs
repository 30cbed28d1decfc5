using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;

namespace AgentBay.Typed.Mcp;

/// <summary>How the MCP SDK's types are read and written, without reflection.</summary>
internal static class McpJson
{
    public static JsonTypeInfo<T> Type<T>() => (JsonTypeInfo<T>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T));
}
