using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace LocalHost.SampleApp;

public sealed class Notes(IConfiguration configuration, Clock clock)
{
    [Function("PutNote")]
    public async Task<IActionResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/notes/{id:int}")] HttpRequest request, int id, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(request.Body);
        await ExecuteAsync("create table if not exists notes (id int primary key, text text not null)", [], cancellationToken);
        await ExecuteAsync("insert into notes values ($1, $2)", [id, await reader.ReadToEndAsync(cancellationToken)], cancellationToken);
        return new CreatedResult($"/api/v1/notes/{id}", new { id, at = clock.Now });
    }

    [Function("GetNote")]
    public async Task<IActionResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/notes/{id:int}")] HttpRequest request, int id, CancellationToken cancellationToken) =>
        await ExecuteAsync("select text from notes where id = $1", [id], cancellationToken) is string text ? new OkObjectResult(text) : new NotFoundResult();

    private async Task<object?> ExecuteAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(configuration.GetConnectionString("Postgres"));
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
