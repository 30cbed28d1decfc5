using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>JSON in a string, as the service takes much of what it is sent.</summary>
internal static class JsonText
{
    public static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
