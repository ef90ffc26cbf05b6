"""What columns are called, by the field they hold, in the languages that tables are written in.

Names are in small letters without accents, parted by underscores, as `plain_name` makes them. The
first name that a table has is taken; what is not here may be named by the user (`--map`).
"""

COLUMNS = {
    "id": "event_key uid id guid uuid key code number nr no presentation_id paper_id paperid"
    " contribution_id submission_id abstract_id talk_id proposal_id session_id event_id"
    " kennung abstract_number abstract_no programme_id"
    " program_id identifiant codigo codice nummer numero",
    "title": "talk_title presentation_title paper_title poster_title abstract_title"
    " contribution_title proposal_title submission_title lecture_title title name"
    " session_title session_name event_name event_title subject summary event talk"
    " titel vortragstitel thema vortrag veranstaltung titre intitule titulo nombre charla"
    " titolo intervento evento naam onderwerp tytul nazev rubrik otsikko presentation"
    " presentacion sessao sesion lecture tittel activity actividad atividade activite",
    "subtitle": "subtitle sub_title untertitel sous_titre subtitulo sottotitolo ondertitel",
    "start": "presentation_start talk_start paper_start contribution_start event_start start"
    " starts starts_at start_datetime start_date_time begin begins_at"
    " dtstart datetime date_time date_and_time day_and_time start_date_and_time beginn debut"
    " inicio inizio aanvang poczatek wann when cuando quando scheduled_at scheduled_start"
    " session_start session_starts",
    "end": "presentation_end talk_end paper_end contribution_end event_end end ends ends_at"
    " end_datetime end_date_time dtend end_date_and_time"
    " ende fin fim fine einde koniec scheduled_end session_end session_ends",
    "date": "start_date date day_date datum day date_utc tag jour fecha dia data giorno dag"
    " session_date event_date presentation_date dzien conference_day conf_day weekday"
    " wochentag",
    "start_time": "presentation_start_time talk_start_time start_time time begins start_hour"
    " from uhrzeit startzeit start_time_utc zeit"
    " times session_time event_time presentation_time time_slot timeslot heure horaire hora"
    " horario ora orario tijd begintijd starttijd beginzeit heure_de_debut hora_de_inicio"
    " hora_inicio ora_inizio ora_di_inizio godzina von de da desde hour time_start slot_time"
    " local_time starting_time start_local",
    "end_date": "end_date enddatum date_de_fin fecha_fin data_fine einddatum",
    "end_time": "presentation_end_time talk_end_time end_time finish to until endzeit"
    " bis heure_de_fin hora_de_fin hora_fin"
    " hora_de_termino ora_fine ora_di_fine eindtijd tot hasta ate time_end ending_time"
    " end_hour end_local finish_time",
    "duration": "duration length minutes duration_min dauer duration_hr duree duracion durata"
    " duracao duur lange duration_minutes duration_hours length_min mins min hours"
    " scheduled_duration"
    " session_duration presentation_duration talk_duration duration_in_minutes",
    "room": "venue room rooms location place hall raum ort location_public saal salle lieu sala"
    " lugar"
    " luogo zaal locatie local aula room_name stage buhne ubicacion aud auditorium where wo"
    " room_location venue_room session_room presentation_room scheduled_room standort"
    " venue_name plaats miejsce",
    "track": "track tracks event_type category stream theme topic strand section sektion kategorie"
    " themenfeld categorie categoria pista filiere sessionstrack area track_name topics"
    " session_track schedule_track program_track programme_track primary_subject_area"
    " primary_subject subject_area rubrique eje",
    "type": "type session_type format kind event_subtype art presentation_type talk_type"
    " event_format typ tipo soort session_format proposal_type submission_type"
    " contribution_type sessionart",
    "speakers": "speakers speaker presenters presenter persons people speaker_s organiser"
    " organizer organisers organizers speaker_name speaker_names presenter_name presented_by"
    " vortragende vortragender referenten referent referentin referierende sprecher sprecherin"
    " intervenant intervenants orateur orateurs conferencier ponente ponentes orador oradores"
    " relatore relatori palestrante palestrantes spreker sprekers presentador presenting_author"
    " who wer facilitator facilitators leader owner host hosts panelists panellists presenter_s"
    " relator talare prelegent speakers_s lecturer lecturers instructor instructors",
    "authors": "authors author author_names author_list autoren autor autores auteurs auteur"
    " autori autore auteur_s author_s all_authors all_authors_and_organizations",
    "moderators": "moderators moderator chair chairs session_chair session_chairs chairperson"
    " moderation chairpersons vorsitz presidente president moderateur moderador moderatore"
    " voorzitter discussant",
    "first_name": "first_name speaker_first_name presenter_first_name vorname prenom firstname"
    " given_name",
    "last_name": "last_name speaker_last_name presenter_last_name nachname nom surname lastname"
    " family_name",
    "biography": "bio biography speaker_bio speaker_biography organiser_bio presenter_bio"
    " speaker_bios biografie biographie biografia",
    "abstract": "abstract short_abstract zusammenfassung resume resumen riassunto resumo"
    " samenvatting teaser short_description",
    "description": "description long_abstract details text beschreibung book_description desc"
    " session_description event_description full_description descripcion descrizione descricao"
    " beschrijving content inhalt synopsis talk_description long_description",
    "language": "language lang sprache langue idioma lingua taal session_language",
    "url": "url link web_link website website_link webseite session_url event_url lien enlace"
    " web_page homepage",
    "online_link": "online_link stream_link streaming_link livestream live_stream stream_url"
    " zoom_link zoom meeting_link join_link join_url webinar_link virtual_link online"
    " video_link"
    " livestream_url zoom_url",
    "state": "state status session_status session_state proposal_state submission_state"
    " acceptance_status decision estado stato statut",
    "active": "active published visible public is_published publish",
    "private": "private visibility is_private",
    "cancelled": "cancelled canceled is_cancelled abgesagt annule cancelado annullato",
    "board": "board board_number poster_number poster_board position poster_id board_no"
    " board_id poster_board_number poster_board_no poster_no poster_nr stellwand tafel"
    " posternummer panel_number poster poster_code"
    " numero_de_poster poster_position",
    "session": "session session_id_ref poster_session session_number session_no session_title"
    " session_name event_title event_name",
    "institution": "institution affil affiliation organisation organization company"
    " affiliations"
    " speaker_company speaker_affiliation organiser_affiliation institutions firma arbeitgeber"
    " employer speaker_organization speaker_organisation university institut einrichtung"
    " institucion istituzione instituicao instelling speaker_institution author_affiliations"
    " organisations organizations",
    "tags": "tags keywords schlagworte stichworte mots_cles palabras_clave parole_chiave tag_s"
    " labels",
    "capacity": "capacity seats places max_participants max_attendees participant_limit platze"
    " plaetze kapazitat capacite capacidad capienza aforo max_capacity seats_available spots"
    " attendee_limit max_seats maximum_spaces max_spaces session_capacity room_capacity",
    "full": "full sold_out is_full booked_out ausgebucht voll complet completo waitlist_only",
}
# What a row says of the session that its presentation is in, or of the person that it is about.
BESIDE = {
    "session_start": "session_start session_starts session_start_time session_time start starts"
    " start_time event_start_time",
    "session_end": "session_end session_ends session_end_time end ends end_time event_end_time",
    "timezone": "timezone time_zone tz time_zone_name timezone_name zeitzone",
    "person_role": "role presenter_role speaker_role person_role faculty_role",
}
# Columns of a presentation's own title, and of its session's.
OF_TALKS = (
    "talk_title", "presentation_title", "paper_title", "poster_title", "abstract_title",
    "contribution_title", "lecture_title",
)  # fmt: skip
# Names that hold a title only where no column is called one.
TITLE_AFTER_ALL = (
    "session", "program", "programme", "agenda", "agenda_item", "programme_item", "program_item",
    "item", "what", "was", "quoi", "que", "che_cosa", "wat", "programmpunkt", "sitzung", "topic",
    "theme", "event_description", "description", "content", "inhalt", "activities",
)  # fmt: skip
TIMES = ("start", "date", "start_time")
# Columns of people's private details, or for those who run the event; never shown to attendees.
INTERNAL = (
    "e_?mails?|phone|telephone|telefon|mobile|handy|intern(?:al)?|not_for|passwor[dt]|passcode"
    "|av_needs|av_requirements|volunteers?|zoom_host|zoom_schedule|slack_added|slack_vis\\w*"
    "|dietary|consent|t_?shirt|checkins|goers|invite_only|venue_id|fsq_venue_id|primary_contact"
    "|organizer_notes|organiser_notes|honorar|fee|budget|score|rating|reviewers?"
    "|reminder\\w*|meeting_organizer|meeting_resources|required_attendees|optional_attendees"
    "|billing_information|mileage|sensitivity|show_time_as|pinned|event_(?:start|end)_(?:year"
    "|month"
    "|day|weekday)|do_not_record|don_t_record\\w*|show_this_session\\w*|pending_proposal_state"
    "|allow_check_?in|allow_waitlist|checkin_begin|limit_spaces|speaker_ids|date_submitted"
    "|is_service_session|is_plenum_session|is_confirmed|is_informed|owner_notes|owner_email|session_or_sub_session\\w*|all_day_event"
    "|thumbnail\\w*|image|photo|picture|headshot"
)
# One person each: "Speaker 1", "2. Referent", or numbers under a heading that spans them.
NUMBERED = (
    "(?:co_?)?(?:speaker|presenter|author|referentin|referent|vortragende[rn]?|ponente|panelist"
    "|panellist|intervenant|relatore|orador|moderator|chair|sprecherin|sprecher|people|person"
    "|autor|auteur|spreker|name|facilitator)s?"
)
