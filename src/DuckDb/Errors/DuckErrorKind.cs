namespace DuckDb;

/// <summary>What sort of error the engine reports; the numbers are those of its C API.</summary>
public enum DuckErrorKind
{
    /// <summary>Not classified by the engine.</summary>
    Unknown = 0,

    /// <summary>A value does not fit its type.</summary>
    OutOfRange = 1,

    /// <summary>A text or value cannot be read as the type asked for.</summary>
    Conversion = 2,

    /// <summary>A type that is not known.</summary>
    UnknownType = 3,

    /// <summary>Decimal arithmetic failed.</summary>
    Decimal = 4,

    /// <summary>Two types do not match.</summary>
    MismatchType = 5,

    /// <summary>A division by zero.</summary>
    DivideByZero = 6,

    /// <summary>An object is too large.</summary>
    ObjectSize = 7,

    /// <summary>A type that is not valid here.</summary>
    InvalidType = 8,

    /// <summary>Stored bytes cannot be read or written.</summary>
    Serialization = 9,

    /// <summary>The transaction conflicts or is aborted.</summary>
    Transaction = 10,

    /// <summary>The engine does not do this.</summary>
    NotImplemented = 11,

    /// <summary>An expression is wrong.</summary>
    Expression = 12,

    /// <summary>A table, column, function or setting that does not exist, or exists already.</summary>
    Catalog = 13,

    /// <summary>The SQL text cannot be parsed.</summary>
    Parser = 14,

    /// <summary>The statement cannot be planned.</summary>
    Planner = 15,

    /// <summary>The task scheduler failed.</summary>
    Scheduler = 16,

    /// <summary>The executor failed.</summary>
    Executor = 17,

    /// <summary>A constraint is violated.</summary>
    Constraint = 18,

    /// <summary>An index failed.</summary>
    Index = 19,

    /// <summary>Statistics failed.</summary>
    Statistics = 20,

    /// <summary>The connection is not usable.</summary>
    Connection = 21,

    /// <summary>The statement's syntax is wrong.</summary>
    Syntax = 22,

    /// <summary>A setting is wrong.</summary>
    Settings = 23,

    /// <summary>Names or types in the statement do not resolve.</summary>
    Binder = 24,

    /// <summary>The network failed.</summary>
    Network = 25,

    /// <summary>The optimizer failed.</summary>
    Optimizer = 26,

    /// <summary>The engine met a null pointer.</summary>
    NullPointer = 27,

    /// <summary>A file cannot be read or written.</summary>
    InputOutput = 28,

    /// <summary>The statement was interrupted.</summary>
    Interrupt = 29,

    /// <summary>The database can no longer be used: open it anew.</summary>
    Fatal = 30,

    /// <summary>A defect of the engine.</summary>
    Internal = 31,

    /// <summary>An argument or input is not valid.</summary>
    InvalidInput = 32,

    /// <summary>The memory limit (or the space in the temporary directory) is used up.</summary>
    OutOfMemory = 33,

    /// <summary>Access to a file, a folder or a setting is locked down.</summary>
    Permission = 34,

    /// <summary>The type of a parameter cannot be found out.</summary>
    ParameterNotResolved = 35,

    /// <summary>A parameter is not allowed here.</summary>
    ParameterNotAllowed = 36,

    /// <summary>Another object depends on this one.</summary>
    Dependency = 37,

    /// <summary>An HTTP request failed.</summary>
    Http = 38,

    /// <summary>An extension is needed that is not built in.</summary>
    MissingExtension = 39,

    /// <summary>Loading an extension failed.</summary>
    Autoload = 40,

    /// <summary>A sequence failed.</summary>
    Sequence = 41,

    /// <summary>A configuration value is not valid.</summary>
    InvalidConfiguration = 42,
}
