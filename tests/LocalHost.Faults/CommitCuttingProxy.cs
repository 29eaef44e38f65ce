using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LocalHost.Faults;

/// <summary>
/// Stands between workers and Postgres and cuts connections at commits, by chance: before the commit reaches the server, or after
/// the server has carried it out and before its answer reaches the worker. The worker cannot tell the two apart.
/// </summary>
public sealed class CommitCuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly double _chance;
    private readonly Random _dice;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _cutBefore;
    private int _cutAfter;

    public CommitCuttingProxy(string connectionString, double chance, Random dice)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _chance = chance;
        _dice = dice;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Connects by way of the proxy.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Commits that never reached the server.</summary>
    public int CutBefore => Volatile.Read(ref _cutBefore);

    /// <summary>Commits that were carried out and never answered.</summary>
    public int CutAfter => Volatile.Read(ref _cutAfter);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                _connections.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var server = _server.Host!.StartsWith('/') ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            try
            {
                EndPoint end = _server.Host.StartsWith('/')
                    ? new UnixDomainSocketEndPoint(Path.Combine(_server.Host, $".s.PGSQL.{_server.Port}"))
                    : new DnsEndPoint(_server.Host, _server.Port);
                await server.ConnectAsync(end, closing.Token);
                var state = new CommitSight();
                await using var up = new NetworkStream(server);
                var asking = AskAsync(client.GetStream(), up, state, closing.Token);
                var answering = AnswerAsync(up, client.GetStream(), state, closing.Token);
                await Task.WhenAny(asking, answering);
                await closing.CancelAsync();
                await Task.WhenAll(asking, answering);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // Either side has gone; so goes the other.
            }
        }
    }

    /// <summary>Hands the worker's messages on, and looks for commits among them.</summary>
    private async Task AskAsync(NetworkStream client, NetworkStream server, CommitSight state, CancellationToken cancellationToken)
    {
        // The first message has no type.
        var length = new byte[4];
        await client.ReadExactlyAsync(length, cancellationToken);
        var greeting = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
        await client.ReadExactlyAsync(greeting, cancellationToken);
        await server.WriteAsync((byte[])[.. length, .. greeting], cancellationToken);
        while (await ReadAsync(client, cancellationToken) is { } message)
        {
            if (state.EndsCommit(message) && Draw() is { } after)
            {
                if (!after)
                {
                    Interlocked.Increment(ref _cutBefore);
                    return;
                }

                state.IsAnswerLost = true;
            }

            await server.WriteAsync(message, cancellationToken);
        }
    }

    /// <summary>Hands the server's messages on, but not the answer to a commit that is to be lost.</summary>
    private async Task AnswerAsync(NetworkStream server, NetworkStream client, CommitSight state, CancellationToken cancellationToken)
    {
        while (await ReadAsync(server, cancellationToken) is { } message)
        {
            if (!state.IsAnswerLost)
            {
                await client.WriteAsync(message, cancellationToken);
            }
            else if (message[0] == (byte)'Z')
            {
                Interlocked.Increment(ref _cutAfter);
                return;
            }
        }
    }

    /// <summary>One message with its type and length; null at the end.</summary>
    private static async Task<byte[]?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[5];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) + 1];
        head.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(head.Length), cancellationToken);
        return message;
    }

    /// <summary>Null for no cut, else whether it comes after the commit.</summary>
    private bool? Draw()
    {
        lock (_gate)
        {
            return _dice.NextDouble() < _chance ? _dice.Next(2) == 0 : null;
        }
    }
}
