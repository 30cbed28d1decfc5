using System.Runtime.InteropServices;

namespace AgentBay.Typed.EndToEnd.Infrastructure;

/// <summary>A fact that publishes for linux-x64 and runs the result.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            Skip = "This is not Linux on x64.";
    }
}

/// <summary>A fact that needs a linker for native programs.</summary>
public sealed class NativeFactAttribute : LinuxFactAttribute
{
    public NativeFactAttribute()
    {
        if (Skip is null && !(File.Exists("/usr/bin/gcc") && Directory.Exists("/usr/include")))
            Skip = "There is no gcc on this machine to link a native program with.";
    }
}
