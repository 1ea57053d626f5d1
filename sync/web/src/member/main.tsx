import '@comanda/web/style.css';
import './member.css';
import { mount } from '@comanda/web';
import { MemberApp } from './MemberApp';

mount('office', <MemberApp />);
