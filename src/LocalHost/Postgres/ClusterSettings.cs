using System.Globalization;

namespace LocalHost.Postgres;

/// <summary>The server's settings, written anew before each start. Durability stays on: fsync, full_page_writes, synchronous_commit.</summary>
internal static class ClusterSettings
{
    public const string UserName = "localhost";

    public const string Database = "postgres";

    public const string IncludeLine = "\ninclude 'localhost.conf'\n";

    public static string Text(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        port = {port}
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        max_connections = 200
        shared_buffers = 256MB
        max_wal_size = 2GB
        checkpoint_timeout = 15min
        jit = off
        log_checkpoints = off
        log_min_messages = warning
        timezone = 'UTC'
        log_timezone = 'UTC'

        """);
}
