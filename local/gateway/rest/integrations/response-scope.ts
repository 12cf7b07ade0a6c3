import { Json, parseJson } from '../../../json';
import { MappingScope } from '../../../mapping/mapping-scope';
import { BackendAnswer } from '../../backends/backend-answer';
import { Exchange } from '../exchange';

/** What expressions and templates of a response read: the backend's answer and, for everything else, the request. */
export class ResponseScope implements MappingScope {
  private text: string | undefined = undefined;

  public constructor(private readonly exchange: Exchange, private readonly answer: BackendAnswer) {}

  public context(name: string): Json | undefined {
    return this.exchange.context(name);
  }

  public stageVariable(name: string): string | undefined {
    return this.exchange.stageVariable(name);
  }

  public header(name: string): readonly string[] | undefined {
    return this.exchange.header(name);
  }

  public queryParameter(name: string): readonly string[] | undefined {
    return this.exchange.queryParameter(name);
  }

  public pathParameter(name: string): string | undefined {
    return this.exchange.pathParameter(name);
  }

  public responseHeader(name: string): readonly string[] | undefined {
    return this.answer.headers.get(name.toLowerCase())?.values;
  }

  public payload(): string {
    this.text ??= this.answer.body.length === 0 ? '{}' : this.answer.body.toString('utf8');
    return this.text;
  }

  public payloadJson(): Json | undefined {
    return parseJson(this.payload());
  }
}
