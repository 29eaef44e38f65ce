using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;
using Storage.Tests.ControlPlane.Runs;
using Storage.Tests.ConfigPlane;
using TestSupport;

namespace Storage.Tests.ControlPlane.Audit;

public sealed class AuditLogTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Initiator By = new("someone", "request-1", "because");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_act_reads_back_as_it_was_written_and_its_chain_holds()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var act = new AuditAct { Company = "read-back", Action = "thing.change", Subject = "thing:1", Before = "v1", After = "v2", By = By };
        await house.Get<IAuditLog>().AppendAsync(act, Token);
        var entry = (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Company = "read-back" }, Token)).Items.ShouldHaveSingleItem();
        entry.Act.ShouldBe(act);
        entry.At.ShouldBe(house.Clock.GetUtcNow());
        entry.ShouldBe(AuditChain.Link(AuditHead.Empty, act, house.Clock.GetUtcNow()));
        (await house.VerifyAsync("read-back")).ShouldBe(new AuditChainState("read-back", new AuditHead(1, entry.Hash), null));
    }

    [Fact]
    public async Task Many_appends_at_once_make_one_unbroken_chain()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => house.Get<IAuditLog>().AppendAsync(Act("crowded", number), Token)));
        var state = await house.VerifyAsync("crowded");
        state.Break.ShouldBeNull();
        state.Head.Sequence.ShouldBe(60);
    }

    [Fact]
    public async Task An_act_that_is_rolled_back_leaves_no_trace()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await using (var connection = await house.Database.OpenConnectionAsync(Token))
        {
            await using var transaction = await connection.BeginTransactionAsync(Token);
            await AuditWriter.AppendAsync(connection, Act("rolled-back", 1), house.Clock.Now(), Token);
        }

        (await house.Get<IAuditLog>().VerifyAsync("rolled-back", Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE control.audit_log SET actor = 'another' WHERE company = @company")]
    [InlineData("DELETE FROM control.audit_log WHERE company = @company")]
    [InlineData("TRUNCATE control.audit_log")]
    public async Task The_database_refuses_to_change_or_remove_entries(string statement)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await house.Get<IAuditLog>().AppendAsync(Act("guarded", 1), Token);
        (await Should.ThrowAsync<PostgresException>(() => house.Database.Command(statement, ("company", "guarded")).RunAsync(Token))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("changed", "UPDATE control.audit_log SET actor = 'another' WHERE company = @company AND sequence = 3", 3)]
    [InlineData("renamed", "UPDATE control.audit_log SET reason = 'request-1', request_id = 'because' WHERE company = @company AND sequence = 2", 2)]
    [InlineData("removed", "DELETE FROM control.audit_log WHERE company = @company AND sequence = 4", 4)]
    [InlineData("beheaded", "DELETE FROM control.audit_log WHERE company = @company AND sequence = 1", 1)]
    [InlineData("cut", "DELETE FROM control.audit_log WHERE company = @company AND sequence > 3", 4)]
    [InlineData("emptied", "DELETE FROM control.audit_log WHERE company = @company", 1)]
    [InlineData("backdated", "UPDATE control.audit_log SET at = at - interval '1 hour' WHERE company = @company AND sequence = 5", 5)]
    public async Task Whoever_gets_past_the_guard_breaks_the_chain_at_the_place_of_the_change(string company, string statement, long brokenAt)
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        for (var number = 1; number <= 5; number++)
            await house.Get<IAuditLog>().AppendAsync(Act(company, number), Token);
        await house.Get<IAuditLog>().AppendAsync(Act("bystander", 1), Token);
        await house.Database.Command("ALTER TABLE control.audit_log DISABLE TRIGGER ALL").RunAsync(Token);
        await house.Database.Command(statement, ("company", company)).RunAsync(Token);
        (await house.VerifyAsync(company)).Break!.Sequence.ShouldBe(brokenAt);
        (await house.VerifyAsync("bystander")).Break.ShouldBeNull();
    }

    [Fact]
    public async Task Entries_are_filtered_and_paged_newest_first_without_gap_or_repeat()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var audit = house.Get<IAuditLog>();
        for (var number = 0; number < 7; number++)
        {
            if (number % 3 == 0)
                house.Clock.Advance(TimeSpan.FromSeconds(1));
            await audit.AppendAsync(Act("listed", number) with { Action = number == 5 ? "thing.remove" : "other.change" }, Token);
        }

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await audit.ListAsync(new AuditQuery { Company = "listed", Limit = 2, Cursor = cursor }, Token);
            listed.AddRange(page.Items.Select(entry => entry.Act.Subject));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        listed.ShouldBe(Enumerable.Range(0, 7).Reverse().Select(number => $"thing:{number}"));
        (await audit.ListAsync(new AuditQuery { Company = "listed", Action = "thing." }, Token)).Items.ShouldHaveSingleItem().Act.Subject.ShouldBe("thing:5");
        (await audit.ListAsync(new AuditQuery { Company = "listed", From = house.Clock.GetUtcNow(), Actor = "someone" }, Token)).Items.Count.ShouldBe(1);
        (await audit.ListAsync(new AuditQuery { Company = "listed", To = house.Clock.GetUtcNow() }, Token)).Items.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Starting_and_canceling_a_run_are_acts_of_each_of_its_companies()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var run = (await runs.StartAsync(RunBuilder.Request("x") with { Companies = ["audit-b", "audit-a"], RequestId = "request-9" }, Token)).Run!;
        await runs.RequestCancelAsync(run.RunId, By, Token);
        (await runs.RequestCancelAsync(run.RunId, By, Token)).ShouldBe(CancelOutcome.Requested);
        foreach (var company in new[] { "audit-a", "audit-b" })
        {
            var acts = (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Company = company }, Token)).Items.Select(entry => entry.Act).ToList();
            acts.Select(act => act.Action).ShouldBe(["run.cancel", "run.start"]);
            acts[0].By.ShouldBe(By);
            acts[1].By.ShouldBe(new Initiator("test", "request-9"));
            acts[1].Subject.ShouldBe($"run:{run.RunId}");
        }
    }

    [Fact]
    public async Task Putting_and_activating_configuration_are_acts_with_the_versions_before_and_after()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var documents = house.Get<IConfigDocuments>();
        await documents.SaveAsync(ConfigEdits.Of(ConfigKinds.Pipeline, "main", """{"name": "main", "stages": ["ingest"]}"""), Token);
        await documents.SaveAsync(ConfigEdits.Of(ConfigKinds.Pipeline, "main", """{"name": "main", "stages": ["ingest", "prepare"]}"""), Token);
        await documents.SaveAsync(ConfigEdits.Of(ConfigKinds.Pipeline, "main", """{"name": "main", "stages": ["ingest", "prepare"]}"""), Token);
        await documents.ActivateAsync(ConfigKinds.Pipeline, "main", 1, By, Token);
        var acts = (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Subject = "config:pipeline:main" }, Token)).Items.Select(entry => entry.Act).ToList();
        acts.Select(act => $"{act.Action} {act.Before} {act.After![..2]}").ShouldBe(["config.activate v2 v1", "config.put v1 v2", "config.put  v1"]);
    }

    private static AuditAct Act(string company, int number) => new() { Company = company, Action = "thing.change", Subject = $"thing:{number}", By = By };
}
