using System;
using System.Collections.Generic;
using System.Linq;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>
/// The types that files of a project with ImplicitUsings see without saying so: those that are not generic, of .NET 8 to
/// 10 and of AgentBay.Typed, by namespace.
/// </summary>
internal static class ImplicitTypes
{
    private const string Names = """
        # System
        AccessViolationException Action Activator AggregateException AppContext AppDomain AppDomainSetup AppDomainUnloadedException
        ApplicationException ApplicationId ArgIterator ArgumentException ArgumentNullException ArgumentOutOfRangeException
        ArithmeticException Array ArrayTypeMismatchException AssemblyLoadEventArgs AssemblyLoadEventHandler AsyncCallback Attribute
        AttributeTargets AttributeUsageAttribute BadImageFormatException Base64FormattingOptions BitConverter Boolean Buffer Byte
        CLSCompliantAttribute CannotUnloadAppDomainException Char CharEnumerator Console ConsoleCancelEventArgs ConsoleCancelEventHandler
        ConsoleColor ConsoleKey ConsoleKeyInfo ConsoleModifiers ConsoleSpecialKey ContextBoundObject ContextMarshalException
        ContextStaticAttribute Convert DBNull DataMisalignedException DateOnly DateTime DateTimeKind DateTimeOffset DayOfWeek Decimal
        Delegate DivideByZeroException DllNotFoundException Double DuplicateWaitObjectException EntryPointNotFoundException Enum
        Environment EnvironmentVariableTarget EventArgs EventHandler Exception ExecutionEngineException FieldAccessException
        FileStyleUriParser FlagsAttribute FormatException FormattableString FtpStyleUriParser GC GCCollectionMode GCGenerationInfo GCKind
        GCMemoryInfo GCNotificationStatus GenericUriParser GenericUriParserOptions GopherStyleUriParser Guid Half HashCode
        HttpStyleUriParser IAsyncDisposable IAsyncResult ICloneable IComparable IConvertible ICustomFormatter IDisposable IFormatProvider
        IFormattable IServiceProvider ISpanFormattable IUtf8SpanFormattable Index IndexOutOfRangeException
        InsufficientExecutionStackException InsufficientMemoryException Int128 Int16 Int32 Int64 IntPtr InvalidCastException
        InvalidOperationException InvalidProgramException InvalidTimeZoneException LdapStyleUriParser LoaderOptimization
        LoaderOptimizationAttribute LocalDataStoreSlot MTAThreadAttribute MarshalByRefObject Math MathF MemberAccessException
        MemoryExtensions MethodAccessException MidpointRounding MissingFieldException MissingMemberException MissingMethodException
        ModuleHandle MulticastDelegate MulticastNotSupportedException NetPipeStyleUriParser NetTcpStyleUriParser NewsStyleUriParser
        NonSerializedAttribute NotFiniteNumberException NotImplementedException NotSupportedException NullReferenceException Nullable
        Object ObjectDisposedException ObsoleteAttribute OperatingSystem OperationCanceledException OutOfMemoryException OverflowException
        ParamArrayAttribute PlatformID PlatformNotSupportedException Random Range RankException ResolveEventArgs ResolveEventHandler
        RuntimeArgumentHandle RuntimeFieldHandle RuntimeMethodHandle RuntimeTypeHandle SByte STAThreadAttribute SequencePosition
        SerializableAttribute Single StackOverflowException String StringComparer StringComparison StringNormalizationExtensions
        StringSplitOptions SystemException ThreadStaticAttribute TimeOnly TimeProvider TimeSpan TimeZone TimeZoneInfo
        TimeZoneNotFoundException TimeoutException Tuple TupleExtensions Type TypeAccessException TypeCode TypeInitializationException
        TypeLoadException TypeUnloadedException TypedReference UInt128 UInt16 UInt32 UInt64 UIntPtr UnauthorizedAccessException
        UnhandledExceptionEventArgs UnhandledExceptionEventHandler Uri UriBuilder UriComponents UriCreationOptions UriFormat
        UriFormatException UriHostNameType UriIdnScope UriKind UriParser UriPartial UriTypeConverter ValueTuple ValueType Version Void WeakReference
        # System.IO
        BinaryReader BinaryWriter BufferedStream Directory DirectoryInfo DirectoryNotFoundException DriveInfo DriveNotFoundException
        DriveType EndOfStreamException EnumerationOptions ErrorEventArgs ErrorEventHandler File FileAccess FileAttributes FileInfo
        FileLoadException FileMode FileNotFoundException FileOptions FileShare FileStream FileStreamOptions FileSystemAclExtensions
        FileSystemEventArgs FileSystemEventHandler FileSystemInfo FileSystemWatcher HandleInheritability IOException
        InternalBufferOverflowException InvalidDataException MatchCasing MatchType MemoryStream NotifyFilters Path PathTooLongException
        RandomAccess RenamedEventArgs RenamedEventHandler SearchOption SeekOrigin Stream StreamReader StreamWriter StringReader
        StringWriter TextReader TextWriter UnixFileMode UnmanagedMemoryAccessor UnmanagedMemoryStream WaitForChangedResult
        WatcherChangeTypes
        # System.Linq
        AsyncEnumerable Enumerable EnumerableExecutor EnumerableQuery IOrderedQueryable IQueryProvider IQueryable ImmutableArrayExtensions
        ParallelEnumerable ParallelExecutionMode ParallelMergeOptions ParallelQuery Queryable
        # System.Collections.Generic
        CollectionExtensions KeyNotFoundException KeyValuePair ReferenceEqualityComparer
        # System.Net.Http
        ByteArrayContent ClientCertificateOption DelegatingHandler FormUrlEncodedContent HttpClient HttpClientHandler HttpCompletionOption
        HttpContent HttpIOException HttpKeepAlivePingPolicy HttpMessageHandler HttpMessageInvoker HttpMethod HttpProtocolException
        HttpRequestError HttpRequestException HttpRequestMessage HttpRequestOptions HttpResponseMessage HttpVersionPolicy
        MessageProcessingHandler MultipartContent MultipartFormDataContent ReadOnlyMemoryContent SocketsHttpConnectionContext
        SocketsHttpHandler SocketsHttpPlaintextStreamFilterContext StreamContent StringContent
        # System.Threading
        AbandonedMutexException ApartmentState AsyncFlowControl AutoResetEvent Barrier BarrierPostPhaseException CancellationToken
        CancellationTokenRegistration CancellationTokenSource CompressedStack ContextCallback CountdownEvent EventResetMode
        EventWaitHandle EventWaitHandleAcl ExecutionContext HostExecutionContext HostExecutionContextManager IOCompletionCallback
        IThreadPoolWorkItem ITimer Interlocked LazyInitializer LazyThreadSafetyMode Lock LockCookie LockRecursionException
        LockRecursionPolicy ManualResetEvent ManualResetEventSlim Monitor Mutex MutexAcl NamedWaitHandleOptions NativeOverlapped
        Overlapped ParameterizedThreadStart PeriodicTimer PreAllocatedOverlapped ReaderWriterLock ReaderWriterLockSlim
        RegisteredWaitHandle Semaphore SemaphoreAcl SemaphoreFullException SemaphoreSlim SendOrPostCallback SpinLock SpinWait
        SynchronizationContext SynchronizationLockException Thread ThreadAbortException ThreadExceptionEventArgs
        ThreadExceptionEventHandler ThreadInterruptedException ThreadPool ThreadPoolBoundHandle ThreadPriority ThreadStart
        ThreadStartException ThreadState ThreadStateException ThreadingAclExtensions Timeout Timer TimerCallback Volatile WaitCallback
        WaitHandle WaitHandleCannotBeOpenedException WaitHandleExtensions WaitOrTimerCallback
        # System.Threading.Tasks
        ConcurrentExclusiveSchedulerPair ConfigureAwaitOptions Parallel ParallelLoopResult ParallelLoopState ParallelOptions Task
        TaskAsyncEnumerableExtensions TaskCanceledException TaskCompletionSource TaskContinuationOptions TaskCreationOptions
        TaskExtensions TaskFactory TaskScheduler TaskSchedulerException TaskStatus TaskToAsyncResult UnobservedTaskExceptionEventArgs
        ValueTask
        # AgentBay.Typed
        AgentBayClient AgentBayContext AgentBayContexts AgentBayErrorCodes AgentBayException AgentBayOptions BoundContext ContextBinding ContextFile
        ContextFileUrl ContextLifecycle ContextPolicy ContextSyncMode ContextSyncState ContextSyncTask ContextUploadMode ContextWhiteList
        DeletionState IToolInvoker OperationResult Session SessionContexts SessionDeletion SessionFiles SessionInfo SessionMetrics
        SessionOptions SessionStatus SessionSummary ToolAnnotations ToolAudio ToolCallException ToolContent ToolDescriptor ToolDrift
        ToolImage ToolOutputException ToolResource ToolResourceLink ToolResult ToolText ToolUnknownContent
        """;

    private static readonly char[] Ends = [' ', '\r'];

    private static readonly HashSet<string> All = new(
        Names.Split('\n').Where(static line => !line.StartsWith("#", StringComparison.Ordinal))
            .SelectMany(static line => line.Split(Ends, StringSplitOptions.RemoveEmptyEntries)),
        StringComparer.Ordinal);

    public static bool Contains(string name) => All.Contains(name);
}
