// What holds for the whole playlist: name, crossfade, level, planned minutes; its versions; and the ways to take it along.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property MusicView music
    readonly property PlaylistSettings settings: music.settings
    readonly property Form form: settings.form
    property string level: "album"

    title: qsTr("playlist.settings")
    sheetWidth: 960
    tall: true
    onOpenChanged: if (open) fill()
    actions: [
        Button { objectName: "settings.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "settings.keep"; kind: "primary"; glyph: "check"; text: qsTr("playlist.keep"); onClicked: sheet.settings.keep(sheet.typed()) }
    ]

    function fill() {
        form.clear();
        named.text = settings.now.name;
        crossed.text = settings.now.crossfade;
        level = settings.now.level;
    }

    function typed(): var {
        const all = { name: named.text, crossfade: crossed.text, level: level };
        for (let place = 0; place < phases.count; place++)
            all[settings.phases[place].key] = (phases.itemAt(place) as Field).text;
        return all;
    }

    Connections {
        target: sheet.form

        function onDone() { sheet.closed() }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            RowLayout {
                spacing: Theme.gap

                Field { id: named; objectName: "settings.name"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("playlist.name"); error: sheet.form.errors.name ?? "" }
                Field { id: crossed; objectName: "settings.crossfade"; Layout.preferredWidth: 160; Layout.alignment: Qt.AlignTop; numeric: true; label: qsTr("playlist.crossfade"); unit: qsTr("playlist.seconds"); error: sheet.form.errors.crossfade ?? "" }
            }

            Say { kind: "caption"; text: qsTr("playlist.level") + ". " + qsTr("playlist.level_about"); Layout.fillWidth: true; wrapMode: Text.Wrap }
            Segmented { objectName: "settings.level"; label: qsTr("playlist.level"); options: [{ key: "album", text: qsTr("playlist.level_album") }, { key: "arc", text: qsTr("playlist.level_arc") }]; current: sheet.level; onPicked: key => sheet.level = key }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("playlist.minutes") }

            GridLayout {
                Layout.fillWidth: true
                columns: 4
                columnSpacing: Theme.gap
                rowSpacing: 12
                uniformCellWidths: true

                Repeater {
                    id: phases

                    model: sheet.settings.phases

                    Field {
                        required property var modelData

                        objectName: "settings." + modelData.key
                        Layout.fillWidth: true
                        Layout.alignment: Qt.AlignTop
                        numeric: true
                        label: modelData.name
                        text: modelData.minutes
                        unit: "min"
                        error: sheet.form.errors[modelData.key] ?? ""
                    }
                }
            }

            Flow {
                Layout.fillWidth: true
                spacing: 8

                Repeater {
                    model: sheet.settings.programmes

                    Button { required property var modelData; objectName: "settings.plan_as." + modelData.key; leftPadding: 16; text: qsTr("playlist.plan_as").arg(modelData.text); onClicked: sheet.settings.plan_as(modelData.key) }
                }
            }

            FieldError { objectName: "settings.error"; Layout.fillWidth: true; text: sheet.form.general }
            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("playlist.ways_out") }

            Flow {
                Layout.fillWidth: true
                spacing: 8

                Button { objectName: "settings.export.pdf"; glyph: "pdf"; text: qsTr("playlist.hand_out"); onClicked: sheet.settings.export("pdf") }
                Button { objectName: "settings.export.m3u8"; text: "M3U8"; onClicked: sheet.settings.export("m3u8") }
                Button { objectName: "settings.export.xspf"; text: "XSPF"; onClicked: sheet.settings.export("xspf") }
                Button { objectName: "settings.export.csv"; text: "CSV"; onClicked: sheet.settings.export("csv") }
                Button { objectName: "settings.duplicate"; text: qsTr("playlist.duplicate"); onClicked: { sheet.music.duplicate(sheet.settings.path); sheet.closed() } }
                Button { objectName: "settings.put_away"; text: qsTr("playlist.put_away"); onClicked: { sheet.music.put_away(sheet.settings.path); sheet.closed() } }
            }

            Say { objectName: "settings.written"; visible: text !== ""; Layout.fillWidth: true; text: sheet.settings.written; wrapMode: Text.Wrap }
            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("playlist.versions") }

            Repeater {
                model: sheet.settings.versions

                Choice { required property var modelData; required property int index; objectName: "settings.version." + index; Layout.fillWidth: true; text: modelData.text; note: modelData.note; chosen: modelData.here; onClicked: { sheet.settings.look_at(modelData.path); sheet.closed() } }
            }
        }
    }
}
