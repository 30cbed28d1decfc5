using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>The few Linux calls that .NET has no API for.</summary>
internal static partial class Libc
{
    public const int SigKill = 9;
    public const int SigContinue = 18;
    public const int SigStop = 19;

    private const ulong BytesToReadRequest = 0x541B;
    private const int CloneNewNetwork = 0x40000000;
    private const int AtFdCwd = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const long OpenAt2Number = 437;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveNoSymlinks = 0x04;
    private const uint StatxBasicStatsAndBirthTime = 0xfff;
    private const uint StatxBirthTime = 0x800;

    [Flags]
    public enum OpenFlags : ulong
    {
        Read = 0,
        Write = 1,
        Create = 0x40,
        Exclusive = 0x80,
        Truncate = 0x200,
        Append = 0x400,
        NonBlocking = 0x800,
        CloseOnExec = 0x80000,
        PathOnly = 0x200000,
    }

    public enum FileKind
    {
        Fifo = 0x1000,
        CharacterDevice = 0x2000,
        Directory = 0x4000,
        BlockDevice = 0x6000,
        File = 0x8000,
        SymbolicLink = 0xa000,
        Socket = 0xc000,
    }

    public readonly record struct FileStatus(
        FileKind Kind, int Mode, uint UserId, uint GroupId, long Size,
        DateTimeOffset Accessed, DateTimeOffset Modified, DateTimeOffset Created);

    /// <summary>How much a pipe holds that was not read yet.</summary>
    public static int BytesToRead(SafePipeHandle pipe) => ControlDescriptor(pipe, BytesToReadRequest, out var count) == 0 ? count : 0;

    /// <summary>Moves the calling thread into a network namespace, for good.</summary>
    public static void EnterNetwork(string path)
    {
        using var handle = File.OpenHandle(path);
        if (SetNamespace((int)handle.DangerousGetHandle(), CloneNewNetwork) != 0) throw Failure(Marshal.GetLastPInvokeError(), path);
    }

    /// <summary>Sends a signal; a process that has ended in the meantime is no error.</summary>
    public static void Signal(int processId, int signal) => _ = Kill(processId, signal);

    /// <summary>Holds on to a place by a path in which no component may be a symbolic link, whoever swaps one in meanwhile.</summary>
    public static SafeFileHandle PinWithoutLinks(string path) =>
        OpenWithoutLinks(AtFdCwd, path, OpenFlags.PathOnly, 0);

    /// <summary>Opens an entry of a directory that must not be a symbolic link.</summary>
    public static SafeFileHandle OpenWithoutLinks(SafeFileHandle directory, string name, OpenFlags flags, UnixFileMode mode = 0) =>
        OpenWithoutLinks((int)directory.DangerousGetHandle(), name, flags, mode);

    /// <summary>What is at a path, not following a link there.</summary>
    public static FileStatus Status(string path)
    {
        if (Statx(AtFdCwd, path, AtSymlinkNoFollow, StatxBasicStatsAndBirthTime, out var buffer) != 0)
            throw Failure(Marshal.GetLastPInvokeError(), path);

        // Not every file system knows it.
        var created = (buffer.Mask & StatxBirthTime) != 0 ? buffer.BirthTime : buffer.ChangeTime;
        return new FileStatus(
            (FileKind)(buffer.Mode & 0xf000), buffer.Mode & 0xfff, buffer.UserId, buffer.GroupId, (long)buffer.Size,
            buffer.AccessTime.ToDateTime(), buffer.ModifyTime.ToDateTime(), created.ToDateTime());
    }

    private static SafeFileHandle OpenWithoutLinks(int directory, string path, OpenFlags flags, UnixFileMode mode)
    {
        var how = new OpenHow
        {
            Flags = (ulong)(flags | OpenFlags.CloseOnExec),
            Mode = (ulong)mode,
            Resolve = ResolveNoSymlinks | ResolveNoMagicLinks,
        };
        var descriptor = OpenAt2(OpenAt2Number, directory, path, in how, Marshal.SizeOf<OpenHow>());
        if (descriptor < 0) throw Failure(Marshal.GetLastPInvokeError(), path);
        return new SafeFileHandle((nint)descriptor, ownsHandle: true);
    }

    private static Exception Failure(int error, string path) => error switch
    {
        2 => new FileNotFoundException($"No such file or directory: {path}", path),
        20 => new DirectoryNotFoundException($"Not a directory: {path}"),
        1 or 13 => new UnauthorizedAccessException($"Permission denied: {path}"),
        17 => new IOException($"File exists: {path}"),
        21 => new IOException($"Is a directory: {path}"),
        _ => new IOException($"{new Win32Exception(error).Message}: {path}", error),
    };

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int type);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ControlDescriptor(SafePipeHandle descriptor, ulong request, out int value);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long OpenAt2(long number, int directory, string path, in OpenHow how, nint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxBuffer buffer);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct StatxTime
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Reserved;

        public readonly DateTimeOffset ToDateTime() =>
            DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanoseconds / 100);
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(0)] public uint Mask;
        [FieldOffset(20)] public uint UserId;
        [FieldOffset(24)] public uint GroupId;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(64)] public StatxTime AccessTime;
        [FieldOffset(80)] public StatxTime BirthTime;
        [FieldOffset(96)] public StatxTime ChangeTime;
        [FieldOffset(112)] public StatxTime ModifyTime;
    }
}
