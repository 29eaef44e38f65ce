namespace TestSupport;

/// <summary>There is no Postgres to test against; the message says why.</summary>
public sealed class PostgresTestServerMissingException(string message) : Exception(message);
